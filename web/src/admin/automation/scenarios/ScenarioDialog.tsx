import { Button, Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type Graph, nodeOf, Scenario, scenarioLimits, titleOf } from '@perennial/domain/automation';
import { eventCatalogue, isEventType } from '@perennial/domain/events';
import { AddButton } from '../../../ui/forms/AddButton';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { problemBy } from '../../../ui/forms/field-problems';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { formatInstant } from '../../../ui/values/instant';
import { useZone } from '../../../ui/values/Values';
import { ExpectationRow } from './ExpectationRow';
import { useEmailNames } from './use-results';

interface ScenarioDialogProps {
  readonly graph: Graph;
  /** The scenario to edit, or the proposed one. */
  readonly scenario: Scenario;
  readonly onSave: (scenario: Scenario) => void;
  readonly onClose: () => void;
}

/** The name of a scenario, and what it expects. */
export function ScenarioDialog({ onClose, ...props }: ScenarioDialogProps) {
  return (
    <FormModal opened onClose={onClose} title="Scenario" size="lg">
      <ScenarioForm {...props} onClose={onClose} />
    </FormModal>
  );
}

function ScenarioForm({ graph, scenario, onSave, onClose }: ScenarioDialogProps) {
  const names = useEmailNames(graph);
  const form = useForm({
    initialValues: { name: scenario.name, expect: [...scenario.expect] },
    validate: { name: problemBy(Scenario.shape.name), expect: problemBy(Scenario.shape.expect) },
  });
  useUnsaved(form.isDirty(), { isDirty: () => form.isDirty() });
  const { expect } = form.values;
  const set = (next: typeof expect) => form.setFieldValue('expect', next);
  return (
    <Form
      onSubmit={form.onSubmit((values) => {
        form.resetDirty();
        onSave({ ...scenario, ...values, name: values.name.trim() });
      })}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="Buys before the reminder"
          data-autofocus
          maxLength={scenarioLimits.name}
          {...form.getInputProps('name')}
        />
        <PlayedText graph={graph} scenario={scenario} />
        <Input.Wrapper
          label="What must and must not happen"
          description="Times count from the start."
          labelElement="div"
          error={form.errors.expect}
        >
          <Stack component="ul" gap="xs" mt={6} p={0} style={{ listStyle: 'none' }}>
            {expect.map((expectation, index) => (
              <ExpectationRow
                // biome-ignore lint/suspicious/noArrayIndexKey: expectations have no identity; the row keeps no state
                key={index}
                {...{ graph, names, expectation }}
                onChange={(next) => set(expect.with(index, next))}
                onRemove={() => set(expect.toSpliced(index, 1))}
              />
            ))}
          </Stack>
          <AddButton
            disabled={expect.length >= scenarioLimits.expectations}
            onClick={() => set([...expect, { kind: 'ends', ending: 'completed' }])}
          >
            Add an expectation
          </AddButton>
        </Input.Wrapper>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Save scenario</Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** What the scenario plays, in one sentence. */
function PlayedText({ graph, scenario: { eventType, startAt, later, choices } }: { graph: Graph; scenario: Scenario }) {
  const zone = useZone();
  const label = isEventType(eventType) ? eventCatalogue[eventType].label : eventType;
  const known = new Set(graph.nodes.map(({ id }) => id));
  const chosen = choices.map(({ nodeId, step }) => (known.has(nodeId) ? titleOf(nodeOf(graph, nodeId)) : step));
  return (
    <Text size="sm" c="dimmed">
      Starts with “{label}” on {formatInstant(startAt, zone)}
      {later.length > 0 && `, with ${later.length === 1 ? '1 later event' : `${later.length} later events`}`}
      {chosen.length > 0 && `, with a chosen branch at ${chosen.map((name) => `“${name}”`).join(', ')}`}. To change this, play the
      scenario in the preview and save it again.
    </Text>
  );
}
