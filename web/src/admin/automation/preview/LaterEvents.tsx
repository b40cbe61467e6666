import { ActionIcon, Group, Input, NumberInput, Select, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { AddButton } from '../../../ui/forms/AddButton';
import { eventOptions } from '../panel/event-options';
import classes from '../panel/Panel.module.css';
import type { LaterEvent, LaterUnit } from './preview';

interface LaterEventsProps {
  readonly events: readonly LaterEvent[];
  readonly onChange: (events: readonly LaterEvent[]) => void;
}

const units: { value: LaterUnit; label: string }[] = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
];
const mostEvents = 20;

/** What happens to the sample person later: events that steps wait for, exits and the goal. */
export function LaterEvents({ events, onChange }: LaterEventsProps) {
  const change = (index: number, changed: Partial<LaterEvent>) =>
    onChange(events.map((event, place) => (place === index ? { ...event, ...changed } : event)));
  /** Another type has other data. */
  const replace = (index: number, next: LaterEvent) => onChange(events.map((event, place) => (place === index ? next : event)));
  return (
    <Input.Wrapper
      label="What happens later"
      description="Exits, the goal and steps that wait react to these events."
      labelElement="div"
    >
      <Stack gap="xs" mt={6}>
        {events.map(({ type, amount, unit }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events have no identity; the row keeps no state
          <div className={classes.box} key={index}>
            <Group gap={6} wrap="nowrap">
              <Select
                size="xs"
                aria-label="Later event"
                searchable
                data={eventOptions}
                value={type}
                onChange={(next) => next && replace(index, { type: next, amount, unit })}
                style={{ flex: 1 }}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Remove the later event"
                onClick={() => onChange(events.filter((_, place) => place !== index))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </Group>
            <Group gap={6} wrap="nowrap">
              <NumberInput
                size="xs"
                aria-label="Time after the start"
                min={0}
                max={10_000}
                allowDecimal={false}
                value={amount}
                onChange={(next) => typeof next === 'number' && change(index, { amount: next })}
                style={{ flex: 1 }}
              />
              <Select
                size="xs"
                aria-label="Unit of the time after the start"
                data={units}
                value={unit}
                onChange={(next) => {
                  const found = units.find(({ value }) => value === next)?.value;
                  if (found) change(index, { unit: found });
                }}
                style={{ flex: 1 }}
              />
            </Group>
          </div>
        ))}
        <AddButton
          disabled={events.length >= mostEvents}
          onClick={() => onChange([...events, { type: 'payment.succeeded', amount: 1, unit: 'days' }])}
        >
          Add an event
        </AddButton>
      </Stack>
    </Input.Wrapper>
  );
}
