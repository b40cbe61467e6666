import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { contactFieldTypeLabels } from '@perennial/domain/people';
import { IconForms, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { FormModal } from '../../../ui/forms/FormModal';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { useMe } from '../../identity/staff';
import { type ContactField, contactFieldsKey, useContactFields } from '../../platform/records/contact-fields';
import { ContactFieldForm } from './ContactFieldForm';
import { deleteContactField } from './contact-field';

/** What a dialog is about: a new field, a changed one, or one to delete. */
type Opened = { readonly action: 'new' } | { readonly action: 'edit' | 'delete'; readonly field: ContactField };

/** The fields that the school adds to its contacts. */
export function ContactFields() {
  const fields = useContactFields();
  const { staff } = useMe();
  const [opened, open] = useState<Opened | null>(null);
  const close = () => open(null);
  const mayChange = staff.role !== 'support';
  const items = fields.data?.items;
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => open({ action: 'new' })}>
      New field
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Contact fields"
        path={[{ label: 'Settings' }]}
        lead="Fields that every contact has in addition to name, email address and time zone."
        actions={items?.length ? add : undefined}
      />
      {fields.isError && !fields.data && (
        <ErrorState error={fields.error} what="The contact fields could not be loaded" onRetry={() => void fields.refetch()} />
      )}
      {fields.isPending && <TextSkeleton lines={4} />}
      {items?.length === 0 && (
        <EmptyState icon={<IconForms size={22} />} title="No contact fields yet" action={add || undefined}>
          Add a field for what you want to know about people, such as a birthday, a level or a favourite material. A change of a
          value can start an automation.
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Type</Table.Th>
                <Table.Th ta="right">Contacts</Table.Th>
                <Table.Th ta="right">Automations</Table.Th>
                {mayChange && <Table.Th ta="right">Actions</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((field) => (
                <Table.Tr key={field.id}>
                  <Table.Td>
                    {field.name}
                    {field.options.length > 0 && (
                      <Text size="xs" c="dimmed">
                        {field.options.join(', ')}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{contactFieldTypeLabels[field.type]}</Table.Td>
                  <Table.Td ta="right">{field.people.toLocaleString('en')}</Table.Td>
                  <Table.Td ta="right">{field.automations.toLocaleString('en')}</Table.Td>
                  {mayChange && (
                    <Table.Td>
                      <Group gap={4} justify="flex-end" wrap="nowrap">
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          aria-label={`Edit ${field.name}`}
                          onClick={() => open({ action: 'edit', field })}
                        >
                          Edit
                        </Button>
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          color="red"
                          aria-label={`Delete ${field.name}`}
                          onClick={() => open({ action: 'delete', field })}
                        >
                          Delete
                        </Button>
                      </Group>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <FormModal opened={opened?.action === 'new'} onClose={close} title="New contact field">
        <ContactFieldForm onSaved={close} />
      </FormModal>
      <FormModal opened={opened?.action === 'edit'} onClose={close} title="Edit contact field">
        {opened?.action === 'edit' && <ContactFieldForm field={opened.field} onSaved={close} />}
      </FormModal>
      <FormModal opened={opened?.action === 'delete'} onClose={close} title="Delete contact field">
        {opened?.action === 'delete' && <DeleteField field={opened.field} onDone={close} />}
      </FormModal>
    </>
  );
}

function DeleteField({
  field: { id, name, people, automations, segments, emails },
  onDone,
}: {
  field: ContactField;
  onDone: () => void;
}) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteContactField(id),
    onSuccess: async () => {
      showDone(`The contact field “${name}” is deleted.`);
      onDone();
      await queries.invalidateQueries({ queryKey: contactFieldsKey });
      await queries.invalidateQueries({ queryKey: ['contacts'] });
    },
    meta: { failed: 'The contact field was not deleted' },
  });
  if (automations > 0)
    return (
      <Text size="sm">
        {automations === 1 ? '1 automation uses' : `${automations} automations use`} “{name}”. Choose another field there and
        publish. A version that people are still in counts as well.
      </Text>
    );
  if (segments > 0)
    return (
      <Text size="sm">
        {segments === 1 ? '1 segment uses' : `${segments} segments use`} “{name}”. Choose another field there, then delete this
        one.
      </Text>
    );
  if (emails > 0)
    return (
      <Text size="sm">
        {emails === 1 ? '1 email uses' : `${emails} emails use`} “{name}”. Remove it there, then delete this field.
      </Text>
    );
  return (
    <Stack>
      <Text size="sm">
        {people === 0
          ? `No contacts have a value for “${name}”.`
          : `${people === 1 ? '1 contact loses its value' : `${people.toLocaleString('en')} contacts lose their value`} for “${name}”. You cannot undo this.`}
      </Text>
      <Group justify="flex-end">
        <Button color="red" data-autofocus loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete
        </Button>
      </Group>
    </Stack>
  );
}
