import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { type ConditionTest, type Expected, type FieldInfo, operators, optionLabel } from '@perennial/domain/conditions';
import { MoneyInput } from '../../ui/forms/MoneyInput';
import { useMe } from '../identity/staff';
import { asLookupKind } from '../platform/records/lookup';
import { RecordMultiSelect, RecordSelect } from '../platform/records/RecordSelect';
import { TagSelect } from '../platform/records/TagSelect';

interface OperandInputProps {
  readonly test: ConditionTest;
  readonly info: FieldInfo;
  readonly onChange: (value: Expected) => void;
}

/** The input for the operand, chosen by the kind of field and the operator. */
export function OperandInput({ test, info, onChange }: OperandInputProps) {
  const { school } = useMe();
  const { operand } = operators[test.operator];
  if (operand === 'none') return null;
  const shared = { size: 'xs', 'aria-label': 'Compared with', placeholder: 'Value' } as const;
  const known = info.options?.map((option) => ({ value: option, label: optionLabel(info, option) })) ?? [];
  const records = asLookupKind(info.reference);
  const many = Array.isArray(test.value) ? test.value.map(String) : [];
  if (operand === 'many') {
    if (records) return <RecordMultiSelect {...shared} kind={records} value={many} onChange={onChange} />;
    return known.length > 0 ? (
      <MultiSelect {...shared} searchable data={known} value={many} onChange={onChange} />
    ) : (
      <TagsInput {...shared} value={many} onChange={onChange} />
    );
  }
  if (info.type === 'date' && (operand === 'one' || operand === 'instant')) {
    return (
      <TextInput
        {...shared}
        type="date"
        value={typeof test.value === 'string' ? test.value : ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    );
  }
  if (operand === 'instant') {
    const value = typeof test.value === 'string' ? test.value.slice(0, 16) : '';
    return (
      <TextInput
        {...shared}
        type="datetime-local"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value ? new Date(`${event.currentTarget.value}Z`).toISOString() : null)}
      />
    );
  }
  if (info.type === 'money') {
    return (
      <MoneyInput
        {...shared}
        currency={school.currency}
        value={typeof test.value === 'number' ? test.value : null}
        onChange={onChange}
      />
    );
  }
  if (operand === 'number' || operand === 'days' || info.type === 'number') {
    return (
      <NumberInput
        {...shared}
        value={typeof test.value === 'number' ? test.value : ''}
        onChange={(value) => onChange(typeof value === 'number' ? value : null)}
      />
    );
  }
  if (records === 'tag')
    return <TagSelect {...shared} value={test.value === null ? null : String(test.value)} onChange={(id) => onChange(id)} />;
  if (records) {
    return (
      <RecordSelect {...shared} kind={records} value={test.value === null ? null : String(test.value)} onChange={onChange} />
    );
  }
  if (known.length > 0) {
    return (
      <Select {...shared} searchable data={known} value={test.value === null ? null : String(test.value)} onChange={onChange} />
    );
  }
  return (
    <TextInput
      {...shared}
      value={test.value === null ? '' : String(test.value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
