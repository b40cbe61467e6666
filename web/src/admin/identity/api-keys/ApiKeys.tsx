import { Alert, Button, Checkbox, Code, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import type { Schemas } from '@perennial/api-client';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../../ui/api/client';
import { EmptyState } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { useSave } from '../../../ui/forms/use-save';
import { type Column, DataList } from '../../../ui/list/DataList';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Instant } from '../../../ui/values/Values';

type ApiKey = Schemas['ApiKey'];

type Scope = Schemas['ApiKeyInput']['scopes'][number];

const everyScope: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: 'events:write', label: 'Send events about people' },
  { value: 'contacts:read', label: 'Read people, their access and memberships' },
  { value: 'contacts:write', label: 'Add and change people and their tags' },
];

const keysKey = ['api-keys'] as const;

export function ApiKeys() {
  const keys = useQuery({
    queryKey: keysKey,
    queryFn: () => answer(api.GET('/api/admin/api-keys')),
    placeholderData: keepPreviousData,
  });
  const [creating, { open, close }] = useDisclosure();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      Create key
    </Button>
  );
  const columns: readonly Column<ApiKey>[] = [
    { key: 'name', header: 'Name', render: (key) => key.name },
    {
      key: 'scopes',
      header: 'May',
      render: (key) => (
        <Group gap={4}>
          {key.scopes.map((scope) => (
            <Code key={scope}>{scope}</Code>
          ))}
        </Group>
      ),
    },
    { key: 'created', header: 'Created', render: (key) => <Instant at={key.createdAt} date /> },
    { key: 'used', header: 'Last used', render: (key) => (key.lastUsedAt ? <Instant at={key.lastUsedAt} short /> : 'Never') },
    { key: 'revoke', header: '', align: 'right', render: (key) => <Revoke apiKey={key} /> },
  ];
  return (
    <>
      <PageHeader
        title="API & webhooks"
        path={[{ label: 'Settings' }]}
        lead="Keys that let other systems send events and read and update contacts."
        actions={keys.data?.total === 0 ? undefined : create}
      />
      <DataList
        of="keys"
        query={keys}
        columns={columns}
        keyOf={(key) => key.id}
        defaultSort="name"
        searchable={false}
        empty={
          <EmptyState icon={<IconKey size={22} />} title="No keys yet" action={create}>
            With a key, a webinar tool, a shop or your own program can send events about a person. These events can start
            automations like any other event.
          </EmptyState>
        }
      />
      <FormModal opened={creating} onClose={close} title="Create key" keepMounted={false}>
        <CreateKey onClose={close} />
      </FormModal>
    </>
  );
}

function CreateKey({ onClose }: { onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({
    initialValues: { name: '', scopes: ['events:write'] as Scope[] },
    validate: {
      name: (value) => (value.trim() ? null : 'Enter what uses this key.'),
      scopes: (value) => (value.length > 0 ? null : 'Choose at least one permission.'),
    },
  });
  const save = useSave(form, {
    save: ({ name, scopes }) => answer(api.POST('/api/admin/api-keys', { body: { name, scopes } })),
    failed: 'The key was not created',
    stale: [keysKey],
    onSaved: ({ key }) => setSecret(key),
  });
  if (secret) {
    return (
      <Stack>
        <Alert color="yellow" variant="light">
          Copy the key now. It is shown only once.
        </Alert>
        <Code block>{secret}</Code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput
          label="Name"
          description="What uses it, such as “Webinar tool”."
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label="Permissions" {...form.getInputProps('scopes')}>
          <Stack gap="xs" mt={6}>
            {everyScope.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} description={value} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            Create key
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => answer(api.DELETE('/api/admin/api-keys/{id}', { params: { path: { id: apiKey.id } } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keysKey });
      showDone('The key is revoked.');
    },
    meta: { failed: 'The key was not revoked' },
  });
  const ask = () =>
    modals.openConfirmModal({
      title: `Revoke “${apiKey.name}”?`,
      children: <Text size="sm">Anything that uses this key stops working. This cannot be undone.</Text>,
      labels: { confirm: 'Revoke', cancel: 'Keep it' },
      confirmProps: { color: 'red' },
      onConfirm: () => revoke.mutate(),
    });
  return (
    <Button size="compact-xs" variant="subtle" color="red" onClick={ask} aria-label={`Revoke ${apiKey.name}`}>
      Revoke
    </Button>
  );
}
