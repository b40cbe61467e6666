import { Anchor, Button, Group, Menu, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { EmailTemplateName } from '@perennial/domain/messaging';
import { IconDots, IconMail, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/feedback/States';
import { showDone } from '../../ui/feedback/toasts';
import { Form } from '../../ui/forms/Form';
import { FormModal } from '../../ui/forms/FormModal';
import { problemBy } from '../../ui/forms/field-problems';
import { useSave } from '../../ui/forms/use-save';
import { type Column, DataList, useListState } from '../../ui/list/DataList';
import { pageSize } from '../../ui/list/list-state';
import { useNewDialog } from '../../ui/list/use-new-dialog';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Instant } from '../../ui/values/Values';
import { RecordSelect } from '../platform/records/RecordSelect';
import { createTemplate, type MailSummary, removeTemplate, templatesKey, useMails } from './email-settings';

const columns: readonly Column<MailSummary>[] = [
  { key: 'name', header: 'Name', sort: 'name', render: ({ name }) => name },
  { key: 'usedBy', header: 'Sent by', render: ({ usedBy }) => <SentBy usedBy={usedBy} /> },
  {
    key: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    render: ({ updatedAt }) => <Instant at={updatedAt} short />,
    onCard: ({ updatedAt }) => (
      <>
        changed <Instant at={updatedAt} short />
      </>
    ),
  },
  { key: 'more', header: 'More', isAction: true, render: (mail) => <More mail={mail} /> },
];

/** All emails of the email settings and of automations. */
export function MailList() {
  const [state] = useListState('name');
  const [search] = useSearchParams();
  const mails = useMails({ ...state, pageSize });
  const dialog = useNewDialog(['copy']);
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      New email
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Emails"
        path={[{ label: 'Settings' }, { label: 'Email settings', to: '/settings/email' }]}
        lead="All emails and the automations that send them."
        actions={create}
      />
      <DataList
        of="emails"
        query={mails}
        columns={columns}
        keyOf={({ id }) => id}
        linkTo={({ id }) => `/settings/email/templates/${id}`}
        defaultSort="name"
        empty={
          <EmptyState icon={<IconMail size={22} />} title="No emails yet" action={create}>
            Write an email once, and automations send it when it is due.
          </EmptyState>
        }
      />
      <FormModal opened={dialog.opened} onClose={dialog.close} title="New email">
        <CreateMail copyOf={search.get('copy')} />
      </FormModal>
    </>
  );
}

function SentBy({ usedBy }: Pick<MailSummary, 'usedBy'>) {
  if (usedBy.length === 0)
    return (
      <Text span size="sm" c="dimmed">
        Nothing yet
      </Text>
    );
  const [first, ...others] = usedBy;
  return (
    <>
      <Anchor component={Link} to={`/automations/${first?.automationId}`} size="sm">
        {first?.automationName}
      </Anchor>
      {others.length > 0 && (
        <Text span size="sm" c="dimmed" title={others.map(({ automationName }) => automationName).join(', ')}>
          {' '}
          and {others.length} more
        </Text>
      )}
    </>
  );
}

function More({ mail: { id, name, usedBy, builtInKey } }: { mail: MailSummary }) {
  const [, setSearch] = useSearchParams();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeTemplate(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: templatesKey });
      showDone(`“${name}” is removed.`);
    },
    meta: { failed: 'The email was not removed' },
  });
  const kept = usedBy.length > 0 || builtInKey !== null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" aria-label={`More for ${name}`} loading={remove.isPending}>
          <IconDots size={15} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setSearch({ new: '1', copy: id })}>Copy</Menu.Item>
        <Menu.Item color="red" disabled={kept} onClick={() => remove.mutate()}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function CreateMail({ copyOf }: { copyOf: string | null }) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', copyOf: copyOf ?? '' },
    validate: { name: problemBy(EmailTemplateName) },
  });
  const save = useSave(form, {
    save: (values) => createTemplate(values.name.trim(), values.copyOf || undefined),
    failed: 'The email was not created',
    stale: [templatesKey],
    onSaved: ({ id }) => void navigate(`/settings/email/templates/${id}`),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <TextInput
        label="Name"
        description="Only for you. Not shown in the email."
        data-autofocus
        mb="sm"
        {...form.getInputProps('name')}
      />
      <RecordSelect
        kind="template"
        label="Start from"
        placeholder="A welcome email"
        {...form.getInputProps('copyOf')}
        value={form.values.copyOf || null}
        onChange={(value) => form.setFieldValue('copyOf', value ?? '')}
      />
      <Group justify="flex-end" mt="lg">
        <Button type="submit" loading={save.isPending}>
          Write
        </Button>
      </Group>
    </Form>
  );
}
