import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import type { ContactField } from '../../platform/records/contact-fields';
import type { FieldValue } from './contact-field';

interface ValueInputProps {
  readonly field: ContactField;
  readonly value?: FieldValue;
  readonly onChange?: (value: FieldValue) => void;
  readonly error?: string | undefined;
  /** In place of the name of the field. */
  readonly label?: string;
  readonly description?: string | undefined;
}

/** The input for a value, chosen by the type of its field. */
export function ValueInput({
  field,
  value = '',
  onChange = () => undefined,
  error,
  label = field.name,
  description,
}: ValueInputProps) {
  const shared = { label, description, error };
  // A value whose option was removed stays until it is changed.
  const options = [
    ...new Set([...field.options, ...(Array.isArray(value) ? value : typeof value === 'string' && value ? [value] : [])]),
  ];
  switch (field.type) {
    case 'number':
      return <NumberInput {...shared} value={typeof value === 'number' ? value : ''} onChange={onChange} />;
    case 'date':
      return (
        <TextInput {...shared} type="date" value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />
      );
    case 'boolean':
      return (
        <Select
          {...shared}
          clearable
          data={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={value === '' ? null : String(value)}
          onChange={(chosen) => onChange(chosen === null ? '' : chosen === 'true')}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          clearable
          searchable
          data={options}
          value={String(value) || null}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'choices':
      return <MultiSelect {...shared} searchable data={options} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    case 'text':
      return <TextInput {...shared} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
