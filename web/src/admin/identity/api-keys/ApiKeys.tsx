import { Alert, Button, Checkbox, Code, CopyButton, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { Schemas } from '@perennial/api-client';
import { ApiKeyInput, type ApiScope, apiScopes } from '@perennial/domain/identity';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../../ui/api/client';
import { Confirm } from '../../../ui/feedback/Confirm';
import { EmptyState } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { problemsBy } from '../../../ui/forms/field-problems';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { type Column, DataList } from '../../../ui/list/DataList';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Instant } from '../../../ui/values/Values';

type ApiKey = Schemas['ApiKey'];

const scopeLabels: Readonly<Record<ApiScope, string>> = {
  'events:write': 'Send events about people',
  'contacts:read': 'Read people, their access and memberships',
  'contacts:write': 'Add and change people and their tags',
  'automations:read': 'List and export automations',
  'automations:write': 'Import automations as drafts',
};

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
      header: 'Permissions',
      render: (key) => (
        <Group gap={4}>
          {key.scopes.map((scope) => (
            <Code key={scope}>{scope}</Code>
          ))}
        </Group>
      ),
    },
    {
      key: 'created',
      header: 'Created',
      render: (key) => <Instant at={key.createdAt} date />,
      onCard: (key) => (
        <>
          created <Instant at={key.createdAt} date />
        </>
      ),
    },
    {
      key: 'used',
      header: 'Last used',
      render: (key) => (key.lastUsedAt ? <Instant at={key.lastUsedAt} short /> : 'Never'),
      onCard: (key) =>
        key.lastUsedAt ? (
          <>
            last used <Instant at={key.lastUsedAt} short />
          </>
        ) : (
          'never used'
        ),
    },
    { key: 'revoke', header: '', align: 'right', isAction: true, render: (key) => <Revoke apiKey={key} /> },
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
    initialValues: { name: '', scopes: ['events:write'] as ApiScope[] },
    validate: problemsBy(ApiKeyInput),
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
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {secret}
        </Code>
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
            {apiScopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={scopeLabels[scope]} description={scope} />
            ))}
          </Stack>
        </Checkbox.Group>
        <SubmitRow pending={save.isPending}>Create key</SubmitRow>
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
  const [asked, { open, close }] = useDisclosure();
  return (
    <>
      <Button size="compact-xs" variant="subtle" color="red" onClick={open} aria-label={`Revoke ${apiKey.name}`}>
        Revoke
      </Button>
      <Confirm
        opened={asked}
        onClose={close}
        title={`Revoke “${apiKey.name}”?`}
        confirm="Revoke"
        cancel="Keep it"
        onConfirm={() => revoke.mutate()}
      >
        Anything that uses this key stops working. This cannot be undone.
      </Confirm>
    </>
  );
}
