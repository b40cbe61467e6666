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
      description="If empty, any event counts. Otherwise, only an event with the same value as the trigger."
      placeholder="orderId"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[^\w-]/g, '') || null)}
    />
  );
}
