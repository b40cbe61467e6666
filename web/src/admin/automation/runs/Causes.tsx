import { Anchor, Button, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { Instant } from '../../../ui/values/Values';
import classes from './Causes.module.css';
import type { RunDetail } from './run';

const few = 3;

/** The chain of causes of a journey, back to the first one. A loop appears as repeated names. */
export function Causes({ detail: { causes, run } }: { detail: RunDetail }) {
  const [open, { toggle }] = useDisclosure();
  if (causes.length < 2) return null;
  const shown = open ? causes : causes.slice(0, few);
  return (
    <section className={classes.causes} aria-label="How it started">
      <Title order={2} size="sm">
        How it started
      </Title>
      <ol className={classes.chain}>
        {shown.map(({ eventId, label, at, by }) => (
          <li key={eventId}>
            <Text size="sm">
              {label}
              {by && (
                <>
                  , by{' '}
                  <Anchor component={Link} to={`/automations/${by.automationId}/runs/${by.runId}`} inherit>
                    {by.automationId === run.automationId ? 'this automation' : `“${by.automationName}”`}
                  </Anchor>
                </>
              )}
            </Text>
            <Text size="xs" c="dimmed">
              <Instant at={at} />
            </Text>
          </li>
        ))}
      </ol>
      {causes.length > few && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={toggle}>
          {open ? 'Show less' : `Show all ${causes.length}`}
        </Button>
      )}
    </section>
  );
}
