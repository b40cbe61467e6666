import { Alert, Anchor, Badge, Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'react-router';
import { Form } from '../../../ui/forms/Form';
import { useSave } from '../../../ui/forms/use-save';
import { filtered } from '../../../ui/list/filter-link';
import { Panel } from '../../../ui/shell/Panel';
import { formatInstant } from '../../../ui/values/instant';
import { useZone } from '../../../ui/values/Values';
import { advanceClock, type Clock, clocksKey } from './clock';
import { fromField, leaps, progressOf, toField } from './clock-time';

const looks: Readonly<Record<Clock['state'], { color: string; label: string }>> = {
  ready: { color: 'pine', label: 'Idle' },
  advancing: { color: 'indigo', label: 'Advancing' },
  failed: { color: 'red', label: 'Stopped by an error' },
};

/** A test clock: its time, its target, and the controls to advance it. */
export function ClockCard({ clock }: { clock: Clock }) {
  const zone = useZone();
  const { color, label } = looks[clock.state];
  return (
    <Panel
      title={clock.name}
      help={
        <>
          Shows{' '}
          <Text span inherit fw={600} c="var(--mantine-color-text)" className="p-numbers">
            {formatInstant(clock.now, zone)}
          </Text>
        </>
      }
      aside={
        <Badge color={color} variant="light" tt="none" fw={500} style={{ flex: 'none' }}>
          {label}
        </Badge>
      }
    >
      <Stack gap="sm">
        {clock.problem && (
          <Alert
            color="red"
            variant="light"
            title={
              clock.target
                ? `The clock stopped before it reached ${formatInstant(clock.target, zone)}`
                : 'The clock stopped before it arrived'
            }
          >
            <Text size="sm">Everything up to the time shown is kept. Advance the clock to try again.</Text>
            <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
              Cause: {clock.problem}
            </Text>
          </Alert>
        )}
        {clock.state === 'advancing' && clock.target ? (
          <OnItsWay clock={clock} target={clock.target} />
        ) : (
          <Advance clock={clock} />
        )}
        <Text size="sm">
          <Anchor
            component={Link}
            to={filtered('/contacts', [{ field: 'contact.clockId', operator: 'is', value: clock.id }])}
            inherit
          >
            People on this clock
          </Anchor>
          {!clock.stripeTestClockId && (
            <Text span inherit c="dimmed">
              {' '}
              · Stripe has no matching test clock, so payments of people on this clock do not follow it.
            </Text>
          )}
        </Text>
      </Stack>
    </Panel>
  );
}

function OnItsWay({ clock, target }: { clock: Clock; target: string }) {
  const zone = useZone();
  // The API does not return the start, so the first observed position is used.
  const from = useRef({ target, now: clock.now });
  if (from.current.target !== target) from.current = { target, now: clock.now };
  const percent = progressOf(from.current.now, clock.now, target);
  return (
    <div role="status">
      <Progress value={Math.max(percent, 4)} animated aria-label={`Advancing: ${percent} percent`} />
      <Text size="sm" c="dimmed" mt={6}>
        Advancing to {formatInstant(target, zone)}. It stops at every date on which something is due, so that all happens at its
        own time.
      </Text>
    </div>
  );
}

function Advance({ clock }: { clock: Clock }) {
  const zone = useZone();
  const queries = useQueryClient();
  const form = useForm({
    // The target at which it stopped is the most likely next target.
    initialValues: { to: clock.state === 'failed' && clock.target ? toField(clock.target, zone) : '' },
    validate: {
      to: (value) => {
        const to = fromField(value, zone);
        if (!to) return 'Choose a date and a time.';
        return Date.parse(to) > Date.parse(clock.now) ? null : 'A clock can only move forward.';
      },
    },
  });
  const save = useSave(form, {
    save: ({ to }) => advanceClock(clock.id, fromField(to, zone) ?? clock.now),
    failed: 'The clock was not advanced',
    onSaved: () => queries.invalidateQueries({ queryKey: clocksKey }),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Group align="flex-start" gap="sm">
        <TextInput
          type="datetime-local"
          aria-label={`Advance ${clock.name} to`}
          min={toField(clock.now, zone)}
          {...form.getInputProps('to')}
        />
        <Button type="submit" loading={save.isPending}>
          Advance
        </Button>
        <Group gap={6} role="group" aria-label="Or advance by">
          {leaps.map(({ label, to }) => (
            <Button key={label} variant="default" onClick={() => form.setFieldValue('to', toField(to(clock.now, zone), zone))}>
              {label}
            </Button>
          ))}
        </Group>
      </Group>
    </Form>
  );
}
