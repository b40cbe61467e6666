import { Input, Select, Stack } from '@mantine/core';
import { triggerTypes } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { useEditor } from '../canvas/editor-context';
import type { StepProblem } from '../problems';
import { eventOptions } from './event-options';
import { GoalStep } from './GoalStep';
import { RuleCard, ruleFor } from './RuleCard';

/** What ends a journey at any step: the exit rules, and the goal. */
export function ExitAndGoal({ problems }: { problems: readonly StepProblem[] }) {
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const { exitRules, goal } = graph;
  const startTypes = useMemo(() => triggerTypes(graph), [graph]);
  const errorAt = (path: string) => problems.find(({ nodeId, setting }) => !nodeId && setting?.startsWith(`${path}.`))?.message;
  const setExits = (rules: typeof exitRules) => apply({ type: 'setExitRules', exitRules: rules });
  return (
    <>
      <Stack gap="xs">
        {exitRules.map((rule, index) => (
          <RuleCard
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity; the card keeps no state
            key={index}
            label="Exit event"
            rule={rule}
            startTypes={startTypes}
            error={errorAt(`exitRules.${index}`)}
            onChange={(next) => setExits(exitRules.map((other, place) => (place === index ? next : other)))}
            onRemove={() => setExits(exitRules.filter((_, place) => place !== index))}
          />
        ))}
        <Select
          // A new one after each choice, because the field keeps the chosen text otherwise.
          key={exitRules.length}
          label="Exit when"
          description="At any step. The first event of a rule ends the journey."
          placeholder={exitRules.length > 0 ? 'Add another event' : 'Choose an event'}
          searchable
          data={eventOptions}
          value={null}
          onChange={(type) => type && setExits([...exitRules, ruleFor(type)])}
        />
      </Stack>
      <Stack gap="xs">
        {goal ? (
          <Input.Wrapper label="Goal" description="Reaching the goal counts as success, at any step." labelElement="div">
            <RuleCard
              label="Goal event"
              rule={goal}
              startTypes={startTypes}
              error={errorAt('goal')}
              onChange={(next) => apply({ type: 'setGoal', goal: next })}
              onRemove={() => apply({ type: 'setGoal', goal: null })}
            />
            <GoalStep />
          </Input.Wrapper>
        ) : (
          <Select
            label="Goal"
            description="Reaching the goal counts as success, at any step."
            placeholder="Choose an event"
            searchable
            data={eventOptions}
            value={null}
            onChange={(type) => type && apply({ type: 'setGoal', goal: ruleFor(type) })}
          />
        )}
      </Stack>
    </>
  );
}
