import { Anchor, Badge, Button, Code, Collapse, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { Instant } from '../../../ui/values/Values';
import { useSample } from './sample';
import classes from './Webhooks.module.css';
import { results, type WebhookDelivery } from './webhooks';

const colours: Readonly<Record<WebhookDelivery['result'], string>> = {
  accepted: 'green',
  repeated: 'gray',
  not_active: 'yellow',
  test: 'blue',
  refused: 'red',
};

/** The newest deliveries to a trigger. One of them is the sample from which fields are picked. */
export function Deliveries() {
  const { deliveries } = useSample();
  if (!deliveries) return null;
  return (
    <section aria-label="Deliveries">
      <Text size="sm" fw={500}>
        Deliveries
      </Text>
      {deliveries.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing has arrived yet. Enter the address in the other system and send a test. It starts nobody until you publish, and
          its fields can be chosen below.
        </Text>
      ) : (
        <>
          <Text size="xs" c="dimmed">
            The last {deliveries.length === 1 ? 'one' : deliveries.length}, for up to 7 days.
          </Text>
          <Stack component="ul" gap={6} mt={6} mah={320} className={classes.deliveries} tabIndex={0} aria-label="Newest first">
            {deliveries.map((delivery) => (
              <Delivery key={delivery.id} delivery={delivery} />
            ))}
          </Stack>
        </>
      )}
    </section>
  );
}

function Delivery({ delivery }: { delivery: WebhookDelivery }) {
  const { id, receivedAt, result, notes, contactId, contactName, body } = delivery;
  const { delivery: sample, use } = useSample();
  const [shown, { toggle }] = useDisclosure();
  const { label, why } = results[result];
  return (
    <li className={classes.delivery}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          <Instant at={receivedAt} short />
        </Text>
        <Badge size="sm" variant="light" color={colours[result]} tt="none">
          {label}
        </Badge>
      </Group>
      {contactId && (
        <Anchor component={Link} to={`/contacts/${contactId}`} size="sm">
          {contactName}
        </Anchor>
      )}
      {[...(why ? [why] : []), ...notes].map((note) => (
        <Text key={note} size="xs" style={{ overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      ))}
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" disabled={sample?.id === id} onClick={() => use(id)}>
          {sample?.id === id ? 'Used as sample' : 'Use as sample'}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={shown} onClick={toggle}>
          {shown ? 'Hide body' : 'Show body'}
        </Button>
      </Group>
      <Collapse expanded={shown}>
        <Code block mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {JSON.stringify(body, null, 2)}
        </Code>
      </Collapse>
    </li>
  );
}
