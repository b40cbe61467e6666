import { Alert, Anchor, Select, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChecks } from '@tabler/icons-react';
import { Link } from 'react-router';
import { type Automation, useOverlaps } from '../automation';
import { useEditor } from '../canvas/editor-context';
import { HeldSteps } from '../holds/HeldSteps';
import { Overlaps } from '../Overlaps';
import { pausedInWords } from '../paused';
import { type StepProblem, useProblems } from '../problems';
import { ScenarioNote } from '../scenarios/ScenarioNote';
import type { EditorView } from '../view';
import { EmailPriority } from './EmailPriority';
import { EntryKey } from './EntryKey';
import { ExitAndGoal } from './ExitAndGoal';
import classes from './Panel.module.css';

const hints: Readonly<Record<EditorView, string>> = {
  canvas:
    'Select a step to edit it. Press + to add a step, or drag one from the left onto a line. To connect two steps, drag from the dot below the first to the second.',
  list: 'Select a step to edit it, or to choose which step follows it. Press + to add a step.',
};

const policies = [
  { value: 'every_event', label: 'Every time it happens' },
  { value: 'once_per_contact', label: 'Once per person' },
  { value: 'one_at_a_time', label: 'Not while the person is already in it' },
  { value: 'once_per_key', label: 'Once per membership or other value' },
];

/** Settings of the whole automation, and the issues to fix before publishing. */
export function AutomationPanel({ automation, view }: { automation: Automation; view: EditorView }) {
  const entry = useEditor(({ graph }) => graph.entry);
  const apply = useEditor((state) => state.apply);
  const problems = useProblems(automation);
  const overlaps = useOverlaps(automation.id, automation.draftRevision).data ?? [];
  return (
    <section className={classes.panel} aria-label="Automation">
      <People automation={automation} />
      <Held automation={automation} />
      <Problems problems={problems} />
      <ScenarioNote />
      <Overlaps overlaps={overlaps} />
      <Title order={2} size="h3" mt="lg" mb="sm">
        Entry and exit
      </Title>
      <Stack>
        <Select
          label="Who can enter"
          data={policies}
          value={entry.policy}
          onChange={(value) => {
            const policy = policies.find((option) => option.value === value)?.value as typeof entry.policy | undefined;
            if (policy) apply({ type: 'setEntry', entry: { ...entry, policy } });
          }}
        />
        {entry.policy === 'once_per_key' && <EntryKey />}
        <ExitAndGoal problems={problems} />
        <EmailPriority />
      </Stack>
      <Text size="xs" c="dimmed" mt="lg">
        {hints[view]}
      </Text>
    </section>
  );
}

/** How many people are in the automation, and what pausing means for them. */
function People({ automation: { id, state, counts, published, heldSince } }: { automation: Automation }) {
  const people = counts.running + counts.waiting;
  if (!published) return null;
  if (state === 'paused')
    return (
      <Alert color="yellow" variant="light" mb="md">
        {pausedInWords({ moving: people, stuck: counts.parked, held: heldSince !== null })}
      </Alert>
    );
  if (people === 0) return null;
  return (
    <Text size="sm" mb="md">
      <Anchor component={Link} to={`/automations/${id}/runs`} inherit>
        {people === 1 ? '1 person' : `${people.toLocaleString('en')} people`}
      </Anchor>{' '}
      in progress.
    </Text>
  );
}

/** The steps that staff hold, also where the draft no longer has them. */
function Held({ automation }: { automation: Automation }) {
  const graph = useEditor((state) => state.graph);
  const select = useEditor((state) => state.select);
  return <HeldSteps automation={automation} graph={graph} onSelect={select} />;
}

function Problems({ problems }: { problems: readonly StepProblem[] }) {
  const select = useEditor((state) => state.select);
  if (problems.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.fine}>
        <IconChecks size={16} aria-hidden /> No issues.
      </Text>
    );
  }
  return (
    <>
      <Title order={2} size="h3" mb={6}>
        {problems.length === 1 ? '1 issue' : `${problems.length} issues`}
      </Title>
      <ul className={classes.problems}>
        {problems.map((problem) => {
          const text = (
            <>
              <IconAlertTriangle size={15} aria-hidden />
              <span>
                {problem.message} <span className={classes.fix}>{problem.fix}</span>
              </span>
            </>
          );
          const target = problem.step;
          return (
            <li key={`${problem.code}:${problem.nodeId ?? ''}:${problem.edge ?? ''}:${problem.setting ?? ''}:${problem.message}`}>
              {target ? (
                <UnstyledButton className={classes.problem} onClick={() => select(target)}>
                  {text}
                </UnstyledButton>
              ) : (
                <div className={classes.problem}>{text}</div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
