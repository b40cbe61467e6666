import { Badge, Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { PersonName } from '@perennial/domain/identity';
import { IconFilterOff, IconPlus, IconUpload, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { EmptyState } from '../../ui/feedback/States';
import { Form } from '../../ui/forms/Form';
import { FormModal } from '../../ui/forms/FormModal';
import { problemBy } from '../../ui/forms/field-problems';
import { SubmitRow } from '../../ui/forms/SubmitRow';
import { useSave } from '../../ui/forms/use-save';
import { type Column, DataList, useListState } from '../../ui/list/DataList';
import { writeFilter } from '../../ui/list/filter-link';
import { pageSize } from '../../ui/list/list-state';
import { useNewDialog } from '../../ui/list/use-new-dialog';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Instant } from '../../ui/values/Values';
import { ClockSelect } from '../school/clocks/ClockSelect';
import { ContactFilter, useContactFilter } from './ContactFilter';
import { type Contact, contactsKey, createContact, useContacts } from './contact';
import { clockOf } from './contact-filter';

const columns: readonly Column<Contact>[] = [
  { key: 'name', header: 'Name', sort: 'name', render: (contact) => contact.name || contact.email },
  { key: 'email', header: 'Email', sort: 'email', render: (contact) => contact.email },
  {
    key: 'tags',
    header: 'Tags',
    render: (contact) => (
      <Group gap={4}>
        {(contact.tags ?? []).map((tag) => (
          <Badge key={tag} variant="default" size="sm" tt="none" fw={500}>
            {tag}
          </Badge>
        ))}
        {contact.clockId && (
          <Badge color="yellow" variant="light" size="sm" tt="none" fw={500}>
            Test
          </Badge>
        )}
      </Group>
    ),
  },
  {
    key: 'createdAt',
    header: 'Added',
    sort: 'createdAt',
    render: (contact) => <Instant at={contact.createdAt} date />,
    onCard: (contact) => (
      <>
        added <Instant at={contact.createdAt} date />
      </>
    ),
  },
];

export function ContactList() {
  const [state] = useListState('-createdAt');
  const [filter] = useContactFilter();
  // One request per pause in typing.
  const [condition] = useDebouncedValue(writeFilter(filter), 250);
  const contacts = useContacts({ ...state, pageSize, condition });
  const clockId = clockOf(filter);
  const isFiltered = filter.tests.length > 0;
  const dialog = useNewDialog();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      Add contact
    </Button>
  );
  const actions = (
    <>
      <Button component={Link} to="/contacts/import" variant="default" leftSection={<IconUpload size={16} />}>
        Import
      </Button>
      {add}
    </>
  );
  const isFirstUse = contacts.data?.total === 0 && !state.q && !isFiltered;
  return (
    <>
      <PageHeader
        title="Contacts"
        lead="Everyone who bought, signed up or was added."
        actions={isFirstUse ? undefined : actions}
      />
      <DataList
        of="contacts"
        query={contacts}
        columns={columns}
        keyOf={(contact) => contact.id}
        linkTo={(contact) => `/contacts/${contact.id}`}
        defaultSort="-createdAt"
        filters={!isFirstUse && <ContactFilter />}
        empty={<Nobody filtered={isFiltered} onClock={clockId !== null} action={<Group gap="xs">{actions}</Group>} />}
      />
      <FormModal opened={dialog.opened} onClose={dialog.close} title="Add contact">
        <AddContact clockId={clockId} />
      </FormModal>
    </>
  );
}

function Nobody({ filtered, onClock, action }: { filtered: boolean; onClock: boolean; action: ReactNode }) {
  if (onClock)
    return (
      <EmptyState icon={<IconUsers size={22} />} title="No contacts use this clock" action={action}>
        Add a contact and choose this clock. A person who has visited a payment page keeps the clock they had there.
      </EmptyState>
    );
  if (filtered)
    return (
      <EmptyState icon={<IconFilterOff size={22} />} title="No contacts match this filter">
        Change a condition, or remove the filter to see all contacts.
      </EmptyState>
    );
  return (
    <EmptyState icon={<IconUsers size={22} />} title="No contacts yet" action={action}>
      People appear here when they buy, sign up in the portal or are added by another system. Each has a page with their full
      history.
    </EmptyState>
  );
}

function AddContact({ clockId }: { clockId: string | null }) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', email: '', clockId: clockId ?? '' },
    validate: { email: emailAddressProblem, name: problemBy(PersonName) },
  });
  const save = useSave(form, {
    save: ({ name, email, clockId: clock }) => createContact({ name, email, ...(clock && { clockId: clock }) }),
    failed: 'The contact was not added',
    stale: [contactsKey],
    onSaved: (contact) => void navigate(`/contacts/${contact.id}`),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Email" type="email" data-autofocus {...form.getInputProps('email')} />
        <TextInput label="Name" {...form.getInputProps('name')} />
        <ClockSelect
          {...form.getInputProps('clockId')}
          value={form.values.clockId || null}
          onChange={(value) => form.setFieldValue('clockId', value ?? '')}
        />
        <SubmitRow pending={save.isPending}>Add contact</SubmitRow>
      </Stack>
    </Form>
  );
}
