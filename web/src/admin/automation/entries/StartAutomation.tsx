import { Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconBolt } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { EmptyState, ErrorState, FormSkeleton } from '../../../ui/feedback/States';
import { Form } from '../../../ui/forms/Form';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { useContact } from '../../people/contact';
import { EntryProgress } from './EntryProgress';
import { addPeople, entriesKey, useStartable } from './entry';

/** Starts an automation for one person. */
export function StartAutomation() {
  const { id = '' } = useParams();
  const contact = useContact(id);
  const startable = useStartable();
  const failed = [contact, startable].find(({ isError, data }) => isError && !data);
  if (failed)
    return <ErrorState error={failed.error} what="This page could not be loaded" onRetry={() => void failed.refetch()} />;
  if (!contact.data || !startable.data) return <FormSkeleton fields={1} />;
  return (
    <>
      <PageHeader
        title="Start an automation"
        path={[
          { label: 'Contacts', to: '/contacts' },
          { label: contact.data.name || contact.data.email, to: `/contacts/${id}` },
        ]}
        lead="The entry rules of the automation apply. A person who is already in it may be unable to enter again."
      />
      {startable.data.length === 0 ? (
        <EmptyState icon={<IconBolt size={22} />} title="No automation can be started by staff">
          Open an automation, add the trigger “Added by staff or a program” and publish it. Then you can start it here.
        </EmptyState>
      ) : (
        <StartForm contactId={id} automations={startable.data} />
      )}
    </>
  );
}

interface StartFormProps {
  readonly contactId: string;
  readonly automations: readonly { readonly id: string; readonly name: string }[];
}

function StartForm({ contactId, automations }: StartFormProps) {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [started, setStarted] = useState<{ readonly automationId: string; readonly entryId: string } | null>(null);
  const form = useForm({
    initialValues: { automationId: null as string | null },
    validate: { automationId: (id) => (id ? null : 'Choose an automation.') },
  });
  const save = useSave(form, {
    save: ({ automationId }) => addPeople(automationId ?? '', key, { who: 'contacts', contactIds: [contactId] }),
    failed: 'The automation was not started',
    stale: [entriesKey(form.values.automationId ?? '')],
    onSaved: ({ id }, { automationId }) => {
      setStarted({ automationId: automationId ?? '', entryId: id });
      setKey(crypto.randomUUID());
    },
  });
  return (
    <Stack maw={720}>
      <Panel>
        <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <Stack>
            <Select
              label="Automation"
              placeholder="Choose"
              searchable
              data={automations.map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps('automationId')}
              value={form.values.automationId}
            />
            <SubmitRow pending={save.isPending}>Start</SubmitRow>
          </Stack>
        </Form>
      </Panel>
      {started && (
        <Panel title="Result">
          <EntryProgress key={started.entryId} {...started} unknown={[]} />
        </Panel>
      )}
    </Stack>
  );
}
