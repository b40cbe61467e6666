import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { ClockInput } from '@perennial/domain/school';
import { IconClockPlay, IconPlus } from '@tabler/icons-react';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { problemBy } from '../../../ui/forms/field-problems';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { NotAll } from '../../../ui/list/NotAll';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { useZone } from '../../../ui/values/Values';
import { ClockCard } from './ClockCard';
import { clocksKey, createClock, useClocks } from './clock';
import { fromField, toField } from './clock-time';

/** Clocks for test contacts, which can play a year in a minute. */
export function TestClocks() {
  const clocks = useClocks();
  const [creating, { open, close }] = useDisclosure();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      New test clock
    </Button>
  );
  const items = clocks.data?.items;
  return (
    <>
      <PageHeader
        title="Test clocks"
        path={[{ label: 'Settings' }]}
        lead="A test clock fast-forwards time for test contacts. Everyone else stays in real time."
        actions={items?.length ? create : undefined}
      />
      {clocks.isError && !clocks.data && (
        <ErrorState error={clocks.error} what="The test clocks could not be loaded" onRetry={() => void clocks.refetch()} />
      )}
      {clocks.isPending && <TextSkeleton lines={6} />}
      {items?.length === 0 && (
        <EmptyState icon={<IconClockPlay size={22} />} title="See a year in a minute" action={create}>
          Add a contact to a test clock, buy as that contact, and advance the clock. Trials end, payments are charged, lessons
          open and emails are sent as they would be in real time.
        </EmptyState>
      )}
      <Stack maw={860}>
        {items?.map((clock) => (
          <ClockCard key={clock.id} clock={clock} />
        ))}
        <NotAll shown={items?.length ?? 0} total={clocks.data?.total}>
          These are the newest. Contacts on older clocks show their clock on their page.
        </NotAll>
      </Stack>
      <FormModal opened={creating} onClose={close} title="New test clock">
        <CreateClock onCreated={close} />
      </FormModal>
    </>
  );
}

function CreateClock({ onCreated }: { onCreated: () => void }) {
  const zone = useZone();
  const form = useForm({
    initialValues: { name: '', now: toField(new Date().toISOString(), zone) },
    validate: {
      name: problemBy(ClockInput.shape.name),
      now: (value) => (fromField(value, zone) ? null : 'Choose a date and a time.'),
    },
  });
  const save = useSave(form, {
    save: ({ name, now }) => createClock({ name: name.trim(), now: fromField(now, zone) ?? new Date().toISOString() }),
    done: 'The clock is ready. Choose it when you add a contact.',
    failed: 'The clock was not created',
    stale: [clocksKey],
    onSaved: onCreated,
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Name" placeholder="Trial into first payment" data-autofocus {...form.getInputProps('name')} />
        <TextInput
          type="datetime-local"
          label="Starts at"
          description={`In the school’s time zone, ${zone.replaceAll('_', ' ')}.`}
          {...form.getInputProps('now')}
        />
        <SubmitRow pending={save.isPending}>Create</SubmitRow>
      </Stack>
    </Form>
  );
}
