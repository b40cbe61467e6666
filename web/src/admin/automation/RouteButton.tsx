import { Button, type ButtonProps, NativeSelect, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { canMoveTo, describeStep, emptyGraph } from '@perennial/domain/automation';
import { useState } from 'react';
import { Form } from '../../ui/forms/Form';
import { FormModal } from '../../ui/forms/FormModal';
import { SubmitRow } from '../../ui/forms/SubmitRow';
import { useSave } from '../../ui/forms/use-save';
import { type Operated, operateAll, type SameError } from './attention';
import { automationsKey, useAutomation } from './automation';
import { useRecordNames } from './use-record-names';
import { useVersionGraph } from './versions/version';

interface RouteButtonProps extends Pick<ButtonProps, 'size'> {
  readonly same: SameError;
  readonly test: boolean;
  /** Journeys that are chosen. Without any, all that have the error. */
  readonly chosen: readonly string[];
  /** “3 journeys”, or whose journey it is. */
  readonly whose: string;
  readonly onRouted: (operated: Operated) => void;
}

/** Lets journeys that need attention continue at another step. */
export function RouteButton({ same, test, chosen, whose, onRouted, ...button }: RouteButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...button} variant="default" aria-label={`Continue elsewhere: ${whose}`} onClick={() => setOpen(true)}>
        Continue elsewhere
      </Button>
      <FormModal opened={open} onClose={() => setOpen(false)} title="Continue at another step">
        <RouteForm
          {...{ same, test, chosen }}
          onRouted={(operated) => {
            setOpen(false);
            onRouted(operated);
          }}
        />
      </FormModal>
    </>
  );
}

/** Chooses a step of the newest version. */
function RouteForm({ same, test, chosen, onRouted }: Omit<RouteButtonProps, 'whose' | 'size'>) {
  const { automationId, nodeId } = same;
  const number = useAutomation(automationId).data?.published?.number ?? null;
  const graph = useVersionGraph(automationId, number).data ?? emptyGraph;
  const steps = graph.nodes.filter(({ id }) => id !== nodeId && canMoveTo(graph, id));
  const names = useRecordNames(steps);
  const form = useForm({
    initialValues: { to: '' },
    validate: { to: (to) => (to === '' ? 'Choose a step.' : null) },
  });
  const save = useSave(form, {
    save: ({ to }) => operateAll(same, test, { action: 'route', to, ...(chosen.length > 0 && { runIds: chosen }) }),
    failed: 'No one was moved',
    stale: [automationsKey],
    onSaved: onRouted,
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <NativeSelect
          label="Step"
          data={[
            { value: '', label: 'Choose a step' },
            ...steps.map((step) => ({ value: step.id, label: describeStep(step, names) })),
          ]}
          {...form.getInputProps('to')}
        />
        <Text size="sm">
          {number === null
            ? 'They continue there immediately.'
            : `They continue there immediately, on version ${number}, the newest.`}{' '}
          The step that failed is not repeated. This cannot be undone.
        </Text>
        <SubmitRow pending={save.isPending} disabled={steps.length === 0}>
          Continue there
        </SubmitRow>
      </Stack>
    </Form>
  );
}
