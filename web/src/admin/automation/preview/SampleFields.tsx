import { NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { eventFields } from '@perennial/domain/conditions';
import { isEventType } from '@perennial/domain/events';
import type { Sample } from './preview';

interface SampleFieldsProps {
  readonly eventType: string;
  readonly data: Sample;
  readonly onChange: (data: Sample) => void;
}

/** The data of the sample event, value by value. */
export function SampleFields({ eventType, data, onChange }: SampleFieldsProps) {
  const fields = isEventType(eventType) ? eventFields(eventType) : [];
  const labelOf = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  return (
    <Stack gap="xs" mt="xs">
      {Object.entries(data).map(([name, value]) => {
        const shared = { label: labelOf(name), size: 'xs' };
        const set = (next: unknown) => onChange({ ...data, [name]: next });
        if (typeof value === 'boolean') {
          return <Switch key={name} {...shared} checked={value} onChange={(event) => set(event.currentTarget.checked)} />;
        }
        if (typeof value === 'number') {
          return <NumberInput key={name} {...shared} value={value} onChange={(next) => typeof next === 'number' && set(next)} />;
        }
        if (typeof value === 'string') {
          return <TextInput key={name} {...shared} value={value} onChange={(event) => set(event.currentTarget.value)} />;
        }
        return null;
      })}
    </Stack>
  );
}
