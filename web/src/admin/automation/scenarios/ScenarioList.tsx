import { ActionIcon, Group, Switch, Text, Title, UnstyledButton } from '@mantine/core';
import type { Scenario } from '@perennial/domain/automation';
import { IconCheck, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { showUndo } from '../../../ui/feedback/toasts';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import classes from './Scenarios.module.css';
import { passText } from './scenario';
import { useScenarioResults } from './use-results';

interface ScenarioListProps {
  /** ID of the scenario that the preview plays. */
  readonly played: string | null;
  readonly onPlay: (scenario: Scenario) => void;
  readonly onEdit: (scenario: Scenario) => void;
}

/** The scenarios of the draft, each with its result. Nothing where there are none. */
export function ScenarioList({ played, onPlay, onEdit }: ScenarioListProps) {
  const { store, autosave } = useEditorSession();
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const results = useScenarioResults(graph);
  const { scenarios = [], scenariosMustPass: mustPass = false } = graph;
  if (scenarios.length === 0) return null;
  const remove = (scenario: Scenario) => {
    apply({ type: 'setScenarios', scenarios: scenarios.filter(({ id }) => id !== scenario.id), mustPass });
    showUndo(`“${scenario.name}” was removed.`, async () => {
      const now = store.getState().graph;
      const others = (now.scenarios ?? []).filter(({ id }) => id !== scenario.id);
      const place = Math.min(scenarios.indexOf(scenario), others.length);
      apply({
        type: 'setScenarios',
        scenarios: others.toSpliced(place, 0, scenario),
        mustPass: now.scenariosMustPass ?? mustPass,
      });
      await autosave.save();
    });
  };
  return (
    <section aria-labelledby="scenarios" className={classes.section}>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h4" id="scenarios">
          Scenarios
        </Title>
        <Text size="xs" c="dimmed" role="status">
          {results.length > 0 && passText(results)}
        </Text>
      </Group>
      <ul className={classes.list}>
        {scenarios.map((scenario) => {
          const result = results.find(({ id }) => id === scenario.id);
          return (
            <li key={scenario.id} className={classes.row} data-selected={scenario.id === played || undefined}>
              <UnstyledButton className={classes.play} onClick={() => onPlay(scenario)}>
                <span className={classes.name}>
                  {result && <Mark passed={result.passed} />}
                  {scenario.name}
                </span>
                {result?.differences.map((difference) => (
                  <Text key={difference} size="xs" className={classes.difference}>
                    {difference}
                  </Text>
                ))}
              </UnstyledButton>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Edit the scenario ${scenario.name}`}
                onClick={() => onEdit(scenario)}
              >
                <IconPencil size={15} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove the scenario ${scenario.name}`}
                onClick={() => remove(scenario)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <Switch
        mt="xs"
        size="xs"
        label="Publish only when every scenario passes"
        checked={mustPass}
        onChange={(event) => apply({ type: 'setScenarios', scenarios, mustPass: event.currentTarget.checked })}
      />
    </section>
  );
}

/** Whether a scenario passed. */
function Mark({ passed }: { passed: boolean }) {
  const Icon = passed ? IconCheck : IconX;
  return (
    <span className={classes.mark} data-passed={passed}>
      <Icon size={13} aria-hidden />
      {passed ? 'Passes' : 'Fails'}
    </span>
  );
}
