import { Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import {
  ContactFieldInput,
  type ContactFieldType,
  contactFieldTypeLabels,
  contactFieldTypes,
  hasOptions,
} from '@perennial/domain/people';
import { Form } from '../../../ui/forms/Form';
import { problemsBy } from '../../../ui/forms/field-problems';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { type ContactField, contactFieldsKey } from '../../platform/records/contact-fields';
import { changeContactField, createContactField } from './contact-field';

/** A new contact field, or the name and the options of an existing one. */
export function ContactFieldForm({ field, onSaved }: { field?: ContactField; onSaved: () => void }) {
  const form = useForm({
    initialValues: { name: field?.name ?? '', type: (field?.type ?? 'text') as ContactFieldType, options: field?.options ?? [] },
    validate: problemsBy(ContactFieldInput),
  });
  const save = useSave(form, {
    save: ({ name, type, options }) =>
      field ? changeContactField(field.id, { name, options }) : createContactField({ name, type, options }),
    done: field ? 'The contact field is saved.' : 'The contact field is ready. Every contact has it now.',
    failed: 'The contact field was not saved',
    stale: [contactFieldsKey, ['lookups', 'field']],
    onSaved,
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Name" placeholder="Favourite clay" data-autofocus {...form.getInputProps('name')} />
        <Select
          label="Type"
          description={field ? 'The type of a field cannot change.' : undefined}
          disabled={field !== undefined}
          allowDeselect={false}
          data={contactFieldTypes.map((value) => ({ value, label: contactFieldTypeLabels[value] }))}
          {...form.getInputProps('type')}
        />
        {hasOptions(form.values.type) && (
          <TagsInput
            label="Options"
            description="Type an option and press Enter. Contacts keep a value whose option you remove."
            {...form.getInputProps('options')}
          />
        )}
        <SubmitRow pending={save.isPending}>{field ? 'Save' : 'Add field'}</SubmitRow>
      </Stack>
    </Form>
  );
}
