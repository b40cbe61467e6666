import { Select, TextInput } from '@mantine/core';
import { sharedRecords, triggerTypes } from '@perennial/domain/automation';
import { eventField } from '@perennial/domain/conditions';
import { isEventType } from '@perennial/domain/events';
import { useShallow } from 'zustand/react/shallow';
import { useEditor } from '../canvas/editor-context';

interface SamePropertyProps {
  readonly label: string;
  /** The label where a record is compared instead of a property. */
  readonly recordLabel?: string;
  readonly eventType: string;
  readonly value: string | null | undefined;
  readonly onChange: (property: string | null) => void;
}

/** Ties a later event to the one that started the journey: by a property of custom events, or by a record that both name. */
export function SameProperty({ label, recordLabel = 'Same as in the trigger', eventType, value, onChange }: SamePropertyProps) {
  const starts = useEditor(useShallow(({ graph }) => triggerTypes(graph)));
  if (!isEventType(eventType)) return null;
  if (!eventField(eventType, 'properties')) {
    const records = sharedRecords(eventType, starts);
    if (records.length === 0) return null;
    return (
      <Select
        size="xs"
        label={recordLabel}
        placeholder="No other condition"
        clearable
        data={records.map((record) => ({ value: record.name, label: record.label }))}
        value={value ?? null}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      label={label}
      description="If empty, any event counts. Otherwise, only an event with the same value as the trigger."
      placeholder="orderId"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[^\w-]/g, '') || null)}
    />
  );
}
