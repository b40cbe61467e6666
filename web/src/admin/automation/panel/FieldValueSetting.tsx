import { readFieldValue } from '@perennial/domain/people';
import type { FieldValue } from '../../people/fields/contact-field';
import { ValueInput } from '../../people/fields/ValueInput';
import { useContactFields } from '../../platform/records/contact-fields';

interface FieldValueSettingProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  /** The contact field that the step names. */
  readonly fieldId: unknown;
  readonly value: unknown;
  readonly onChange: (value: FieldValue | null) => void;
}

/** The value that a step stores in a contact field. Nothing until the field is chosen. */
export function FieldValueSetting({ label, description, error, fieldId, value, onChange }: FieldValueSettingProps) {
  const field = useContactFields().data?.items.find(({ id }) => id === fieldId);
  if (!field) return null;
  const reading = readFieldValue(field, value);
  return (
    <ValueInput
      field={field}
      label={label}
      description={description}
      error={error ?? ('problem' in reading ? reading.problem : undefined)}
      value={storedValue(value)}
      onChange={(next) => onChange(next === '' ? null : next)}
    />
  );
}

const storedValue = (value: unknown): FieldValue => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(String) : '';
};
