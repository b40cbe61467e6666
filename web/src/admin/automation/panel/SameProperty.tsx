import { TextInput } from '@mantine/core';
import { eventField } from '@perennial/domain/conditions';
import { isEventType } from '@perennial/domain/events';

interface SamePropertyProps {
  readonly label: string;
  readonly eventType: string;
  readonly value: string | null | undefined;
  readonly onChange: (property: string | null) => void;
}

/** Ties a later event to the one that started the journey by a property of both. Shown for custom events only. */
export function SameProperty({ label, eventType, value, onChange }: SamePropertyProps) {
  if (!isEventType(eventType) || !eventField(eventType, 'properties')) return null;
  return (
    <TextInput
      size="xs"
      label={label}
      description="Empty: any event counts. Filled in: only one with the value that the journey started with."
      placeholder="orderId"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[^\w-]/g, '') || null)}
    />
  );
}
