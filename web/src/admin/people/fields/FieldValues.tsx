import { Anchor, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { readFieldValue } from '@perennial/domain/people';
import { IconForms } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { ChangedElsewhere } from '../../../ui/forms/ChangedElsewhere';
import { Form } from '../../../ui/forms/Form';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { useStored } from '../../../ui/forms/use-stored';
import { type ContactField, useContactFields } from '../../platform/records/contact-fields';
import { type FieldValue, fieldValuesKey, setFieldValues, useFieldValues } from './contact-field';
import { ValueInput } from './ValueInput';

/** What a contact has in the fields of the school. */
export function FieldValues({ contactId }: { contactId: string }) {
  const fields = useContactFields();
  const values = useFieldValues(contactId);
  const failed = fields.error ?? values.error;
  if (failed && !(fields.data && values.data))
    return <ErrorState error={failed} what="The fields could not be loaded" onRetry={() => void values.refetch()} />;
  if (!fields.data || !values.data) return <TextSkeleton lines={4} />;
  const { items } = fields.data;
  if (items.length === 0)
    return (
      <EmptyState icon={<IconForms size={22} />} title="No contact fields yet">
        <Anchor component={Link} to="/settings/contact-fields">
          Add fields in the settings
        </Anchor>{' '}
        for what you want to know about people.
      </EmptyState>
    );
  const stored = Object.fromEntries(values.data.values.map(({ fieldId, value }) => [fieldId, value]));
  return <ValuesForm key={items.map(({ id }) => id).join()} contactId={contactId} fields={items} stored={stored} />;
}

interface ValuesFormProps {
  readonly contactId: string;
  readonly fields: readonly ContactField[];
  readonly stored: Readonly<Record<string, FieldValue>>;
}

interface Values {
  readonly values: Record<string, FieldValue>;
}

function ValuesForm({ contactId, fields, stored }: ValuesFormProps) {
  const current: Values = {
    values: Object.fromEntries(fields.map(({ id, type }) => [id, stored[id] ?? (type === 'choices' ? [] : '')])),
  };
  const form = useForm<Values>({
    initialValues: current,
    validate: { values: Object.fromEntries(fields.map((field) => [field.id, (value: FieldValue) => problemOf(field, value)])) },
  });
  const changed = useStored(form, current);
  const save = useSave(form, {
    save: ({ values }) =>
      setFieldValues(
        contactId,
        Object.fromEntries(Object.entries(values).map(([id, value]) => [id, value === '' || isEmptyList(value) ? null : value])),
      ),
    done: 'The fields are saved.',
    failed: 'The fields were not saved',
    stale: [fieldValuesKey(contactId)],
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack maw={520}>
        <ChangedElsewhere {...changed} />
        {fields.map((field) => (
          <ValueInput key={field.id} field={field} {...form.getInputProps(`values.${field.id}`)} />
        ))}
        <SubmitRow pending={save.isPending}>Save</SubmitRow>
      </Stack>
    </Form>
  );
}

const isEmptyList = (value: FieldValue): boolean => Array.isArray(value) && value.length === 0;

function problemOf(field: ContactField, value: FieldValue): string | null {
  const reading = readFieldValue(field, isEmptyList(value) ? null : value);
  return 'problem' in reading ? reading.problem : null;
}
