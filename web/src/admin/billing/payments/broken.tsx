import { Text } from '@mantine/core';
import type { Schemas } from '@perennial/api-client';
import { Instant } from '../../../ui/values/Values';

export type StripeBreak = Schemas['StripeBreak'];

const why: Readonly<Record<StripeBreak['reason'], string>> = {
  key_rejected: 'Stripe does not accept the stored key. It may have been rolled, deleted or have expired.',
  events_not_permitted: 'The stored key may not read events. Give the restricted key read access to events.',
  billing_not_permitted:
    'The stored key may not read subscriptions and invoices. Give the restricted key read access to billing.',
  changes_not_permitted:
    'The stored key may not change subscriptions and invoices. Give the restricted key write access to billing.',
};

/** Why Stripe refuses the connection, since when, and what follows from it. */
export function BrokenReason({ broken }: { broken: StripeBreak }) {
  return (
    <Text size="sm">
      {why[broken.reason]} Since <Instant at={broken.since} short />, no one can buy and memberships are not updated when payments
      arrive. Nothing is lost. We catch up once a key works.
    </Text>
  );
}
