import { Alert, Button, Group, List, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emptyGraph, type Graph, longestVersionNote, plainSecrets, VersionNote } from '@perennial/domain/automation';
import { useQueryClient } from '@tanstack/react-query';
import { showDone } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { problemBy } from '../../../ui/forms/field-problems';
import { useSave } from '../../../ui/forms/use-save';
import { type Automation, publishAutomation, useOverlaps } from '../automation';
import { HeldSteps } from '../holds/HeldSteps';
import { Overlaps } from '../Overlaps';
import { useProblems } from '../problems';
import { FailingScenarios } from '../scenarios/FailingScenarios';
import { useScenarioResults } from '../scenarios/use-results';
import { ChangeList } from '../versions/ChangeList';
import { useChanges } from '../versions/use-changes';
import classes from '../versions/Versions.module.css';
import { rememberGraph } from '../versions/version';
import { PeopleInside, useGroups } from './PeopleInside';
import { type Choices, movesOf } from './people-inside';

/** A saved draft that is about to be published. */
export interface Reviewed {
  readonly graph: Graph;
  readonly revision: number;
}

interface PublishDialogProps {
  readonly automation: Automation;
  readonly reviewed: Reviewed;
  /** The published graph; null for the first version. */
  readonly published: Graph | null;
  readonly refresh: () => Promise<unknown>;
  readonly onClose: () => void;
  /** Called once it is published, with the move of people that began. */
  readonly onPublished: (moveId: string | null) => void;
}

/** What a publish changes and for whom, with a note about the version. */
export function PublishDialog({ automation, reviewed, published, refresh, onClose, onPublished }: PublishDialogProps) {
  const queries = useQueryClient();
  const { graph, revision } = reviewed;
  const next = (automation.published?.number ?? 0) + 1;
  const changes = useChanges(published ?? emptyGraph, graph);
  const overlaps = useOverlaps(automation.id, revision).data ?? [];
  const problems = useProblems(automation);
  const secrets = plainSecrets(graph);
  const groups = useGroups(automation.id, graph, published !== null);
  const form = useForm({
    initialValues: { note: '', choices: {} as Choices, despiteScenarios: false },
    validate: { note: problemBy(VersionNote) },
  });
  const failing = useScenarioResults(graph).filter(({ passed }) => !passed);
  const mustPass = graph.scenariosMustPass === true;
  const { choices, despiteScenarios } = form.values;
  const isRefused = failing.length > 0 && (mustPass || !despiteScenarios);
  const moves = movesOf(groups ?? [], graph, choices);
  const save = useSave(form, {
    save: async ({ note, despiteScenarios: despite }) => {
      try {
        const made = await publishAutomation(automation.id, { revision, note, moves, despiteScenarios: despite });
        if (made.published) rememberGraph(queries, automation.id, made.published.number, graph);
        return made.moveId;
      } finally {
        // Issues that the server found are shown at their steps.
        await refresh();
      }
    },
    failed: 'Not published',
    onSaved: (moveId) => {
      onPublished(moveId);
      if (moveId === null) showDone('Published. People already in progress stay on the version they entered.');
    },
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="lg">
        {problems.length > 0 && (
          <Alert color="yellow" variant="light" title="Fix these issues before publishing">
            <List size="sm">
              {problems.map(({ code, nodeId, setting, message, fix }) => (
                <List.Item key={`${code} ${nodeId} ${setting} ${message}`}>
                  {message} {fix}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        <section aria-labelledby="what-changes">
          <Title order={3} size="h4" mb={6} id="what-changes">
            What changes
          </Title>
          {published ? (
            <div className={classes.scroll}>
              <ChangeList changes={changes.texts} />
            </div>
          ) : (
            <Text size="sm">
              This is the first version, with {graph.nodes.length === 1 ? '1 step' : `${graph.nodes.length} steps`}.
            </Text>
          )}
        </section>
        <section aria-labelledby="for-whom">
          <Title order={3} size="h4" mb={6} id="for-whom">
            For whom
          </Title>
          <Text size="sm">
            {automation.state === 'paused' && `The automation is paused. No one enters version ${next} until you resume it.`}
            {automation.state === 'archived' && `The automation is archived. No one enters version ${next} until you restore it.`}
            {(automation.state === 'active' || automation.state === 'draft') &&
              `Everyone who enters from now on follows version ${next}.`}
          </Text>
          {groups && (
            <PeopleInside
              {...{ groups, newer: graph, number: next, choices }}
              onChoose={(key, choice) => form.setFieldValue('choices', { ...choices, [key]: choice })}
            />
          )}
        </section>
        {automation.holds.length > 0 && (
          <section aria-labelledby="held-steps">
            <Title order={3} size="h4" mb={6} id="held-steps">
              Held steps
            </Title>
            <Text size="sm" mb="xs">
              They stay held until you release the people who wait.
            </Text>
            <HeldSteps automation={automation} graph={graph} />
          </section>
        )}
        {failing.length > 0 && (
          <FailingScenarios
            failing={failing}
            mustPass={mustPass}
            accepted={despiteScenarios}
            onAccept={(accepted) => form.setFieldValue('despiteScenarios', accepted)}
          />
        )}
        {overlaps.length > 0 && <Overlaps overlaps={overlaps} />}
        {secrets.length > 0 && (
          <Alert color="yellow" variant="light" title="This may be a secret in plain text">
            <List size="sm">
              {secrets.map(({ nodeId, path, message, fix }) => (
                <List.Item key={`${nodeId} ${path} ${message}`}>
                  {message} {fix}
                </List.Item>
              ))}
            </List>
            <Text size="sm" mt="xs">
              Published versions are kept permanently.
            </Text>
          </Alert>
        )}
        <Textarea
          label="Note"
          description="Optional. What you changed and why, for the version history."
          autosize
          minRows={2}
          maxRows={5}
          maxLength={longestVersionNote}
          {...form.getInputProps('note')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={problems.length > 0 || isRefused || (published !== null && groups === null)}
          >
            {overlaps.length > 0 || secrets.length > 0 || failing.length > 0 ? 'Publish anyway' : `Publish version ${next}`}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
