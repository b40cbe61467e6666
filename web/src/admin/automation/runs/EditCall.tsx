import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { CallInput, findNode } from '@perennial/domain/automation';
import { useState } from 'react';
import { showDone } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { PairsField } from '../panel/PairsField';
import { operateRun, type RunDetail, runKey } from './run';

/** Edits the call that failed for one person, and retries it. The step stays as it is. */
export function EditCall({ detail }: { detail: RunDetail }) {
  const { run, graph } = detail;
  const [open, setOpen] = useState(false);
  const step = run.currentNodeId === null ? undefined : findNode(graph, run.currentNodeId);
  if (step?.kind !== 'callUrl') return null;
  const input = CallInput.safeParse(step.config).data;
  if (!input) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Edit and retry
      </Button>
      <FormModal opened={open} onClose={() => setOpen(false)} title="Edit the call for this person">
        <EditForm runId={run.id} input={input} onDone={() => setOpen(false)} />
      </FormModal>
    </>
  );
}

function EditForm({ runId, input, onDone }: { runId: string; input: CallInput; onDone: () => void }) {
  const form = useForm({
    initialValues: input,
    validate: { url: (url) => CallInput.shape.url.safeParse(url).error?.issues[0]?.message ?? null },
  });
  const save = useSave(form, {
    save: (edited) => operateRun(runId, { action: 'retry', input: edited }),
    failed: 'Not retried',
    stale: [runKey(runId), ['automations']],
    onSaved: () => {
      onDone();
      showDone('Done. This may take a moment to appear.');
    },
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <Text size="sm">This is for the next attempt of this person only. The journey shows what you changed.</Text>
        <TextInput label="Address" {...form.getInputProps('url')} />
        <PairsField
          label="Fields of the JSON body"
          description={undefined}
          error={undefined}
          value={form.values.body}
          onChange={(body) =>
            form.setFieldValue(
              'body',
              body.map(({ name, value }) => ({ name, value })),
            )
          }
        />
        <SubmitRow pending={save.isPending}>Retry the call</SubmitRow>
      </Stack>
    </Form>
  );
}
