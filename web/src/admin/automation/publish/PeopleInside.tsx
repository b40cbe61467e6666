import { NativeSelect, Text } from '@mantine/core';
import { canMoveTo, describeStep, type Graph } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { useRecordNames } from '../use-record-names';
import classes from '../versions/Versions.module.css';
import { usePeopleInVersions, useVersionGraphs } from '../versions/version';
import {
  type Choice,
  type Choices,
  choiceOf,
  consequenceOf,
  groupsOf,
  type InsideGroup,
  keyOf,
  peopleInWords,
} from './people-inside';

/** Who is in an automation now, by version and step; null until it is known. */
export function useGroups(automationId: string, newer: Graph, enabled: boolean): readonly InsideGroup[] | null {
  const people = usePeopleInVersions(automationId, enabled).data;
  const numbers = useMemo(() => [...new Set(people?.map(({ version }) => version))], [people]);
  const graphs = useVersionGraphs(automationId, numbers);
  return useMemo(
    () => (people && graphs.size === numbers.length ? groupsOf(people, graphs, newer) : null),
    [people, graphs, numbers, newer],
  );
}

interface PeopleInsideProps {
  readonly groups: readonly InsideGroup[];
  /** The graph to which people may move, and the number of its version. */
  readonly newer: Graph;
  readonly number: number;
  readonly choices: Choices;
  readonly onChoose: (key: string, choice: Choice) => void;
}

/** Who is in the automation now, by step, and a choice for each: stay, continue at a step of the new version, or exit. */
export function PeopleInside({ groups, newer, number, choices, onChoose }: PeopleInsideProps) {
  const steps = useMemo(() => newer.nodes.filter(({ id }) => canMoveTo(newer, id)), [newer]);
  const names = useRecordNames([...steps, ...groups.flatMap(({ step }) => step ?? [])]);
  if (groups.length === 0)
    return (
      <Text size="sm" mt={4}>
        No one is in it now.
      </Text>
    );
  const total = groups.reduce((sum, { people }) => sum + people, 0);
  return (
    <>
      <Text size="sm" mt={4} mb="xs">
        {total === 1 ? '1 person is' : `${total.toLocaleString('en')} people are`} in it now. They stay on the version that they
        entered, unless you move them.
      </Text>
      <ul className={classes.people} aria-label="People in it now">
        {groups.map((group) => {
          const key = keyOf(group);
          const choice = choiceOf(group, newer, choices);
          const step = group.step ? describeStep(group.step, names) : 'A step';
          return (
            <li key={key}>
              <Text size="sm" fw={500}>
                {step}
              </Text>
              <Text size="xs" c="dimmed">
                {peopleInWords(group)}
              </Text>
              <NativeSelect
                mt={6}
                size="xs"
                aria-label={`${group.parked ? 'Who needs attention at' : 'People at'} ${step}, version ${group.version}`}
                value={choice}
                onChange={(event) => onChoose(key, event.currentTarget.value as Choice)}
                data={[
                  { value: 'stay', label: `Stay on version ${group.version}` },
                  ...steps.map((target) => ({
                    value: `to:${target.id}`,
                    label: `${target.id === group.nodeId && group.parked ? 'Retry on' : 'Move to'} version ${number}: ${describeStep(target, names)}`,
                  })),
                  { value: 'exit', label: 'Exit the automation' },
                ]}
              />
              <Text size="xs" mt={4}>
                {consequenceOf(group, newer, choice)}
              </Text>
            </li>
          );
        })}
      </ul>
    </>
  );
}
