import { Button, Checkbox, NativeSelect, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { canMoveTo, describeStep, effectsThatHappened, findNode, reachableFrom } from '@perennial/domain/automation';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { useAutomation } from '../automation';
import { useRecordNames } from '../use-record-names';
import { useVersionGraph } from '../versions/version';
import { readEvidence } from './evidence';
import { type RunDetail, repeatRun } from './run';

/** Repeats a journey that has ended from a step, as a journey of its own. */
export function RerunButton({ detail }: { detail: RunDetail }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Repeat from a step
      </Button>
      <FormModal opened={open} onClose={() => setOpen(false)} title="Repeat this journey from a step">
        <RerunForm detail={detail} onDone={() => setOpen(false)} />
      </FormModal>
    </>
  );
}

interface Values {
  readonly version: 'current' | 'newest';
  readonly from: string;
  /** Steps whose effects happened and are to happen once more. */
  readonly again: readonly string[];
}

function RerunForm({ detail: { run, graph, visits }, onDone }: { detail: RunDetail; onDone: () => void }) {
  const navigate = useNavigate();
  // A repeated request after a lost response starts nothing more.
  const [key] = useState(() => crypto.randomUUID());
  const newest = useAutomation(run.automationId).data?.published?.number ?? run.version;
  const newestGraph = useVersionGraph(run.automationId, newest).data ?? graph;
  const form = useForm<Values>({
    initialValues: { version: 'current', from: '', again: [] },
    validate: { from: (from) => (from === '' ? 'Choose a step.' : null) },
  });
  const { version, from } = form.values;
  const target = version === 'newest' ? newestGraph : graph;
  const steps = target.nodes.filter(({ id }) => canMoveTo(target, id));
  const names = useRecordNames([...steps, ...graph.nodes]);
  const after = from !== '' && findNode(target, from) ? reachableFrom(target, [from]) : new Set<string>();
  const happened = effectsThatHappened(
    graph,
    visits.map(({ nodeId, port, evidence }) => ({ nodeId, port, reason: readEvidence(evidence).reason })),
  ).filter((id) => after.has(id));
  const save = useSave(form, {
    save: (values) =>
      repeatRun(run.id, {
        ...{ key, from: values.from, version: values.version },
        skip: happened.filter((id) => !values.again.includes(id)),
      }),
    failed: 'The journey was not repeated',
    stale: [['automations', run.automationId]],
    onSaved: ({ runId }) => {
      onDone();
      void navigate(`/automations/${run.automationId}/runs/${runId}`);
    },
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <Text size="sm">The person begins a new journey at the step that you choose. This one stays as it is.</Text>
        {newest !== run.version && (
          <NativeSelect
            label="Version"
            data={[
              { value: 'current', label: `Version ${run.version}, as this journey` },
              { value: 'newest', label: `Version ${newest}, the newest` },
            ]}
            {...form.getInputProps('version')}
          />
        )}
        <NativeSelect
          label="Begin at"
          data={[
            { value: '', label: 'Choose a step' },
            ...steps.map((step) => ({ value: step.id, label: describeStep(step, names) })),
          ]}
          {...form.getInputProps('from')}
        />
        {happened.length > 0 && (
          <Checkbox.Group
            label="This has happened already"
            description="What you select happens once more. The rest is skipped."
            {...form.getInputProps('again')}
          >
            <Stack gap={6} mt="xs">
              {happened.map((id) => {
                const step = findNode(graph, id);
                return <Checkbox key={id} value={id} label={`Repeat: ${step ? describeStep(step, names) : 'a step'}`} />;
              })}
            </Stack>
          </Checkbox.Group>
        )}
        {from !== '' && happened.length === 0 && <Text size="sm">Nothing that follows has happened on this journey.</Text>}
        <SubmitRow pending={save.isPending}>Begin the journey</SubmitRow>
      </Stack>
    </Form>
  );
}
