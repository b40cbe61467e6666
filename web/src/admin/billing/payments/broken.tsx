import { Text } from '@mantine/core';
import type { Schemas } from '@perennial/api-client';
import { Instant } from '../../../ui/values/Values';

export type StripeBreak = Schemas['StripeBreak'];

const why: Readonly<Record<StripeBreak['reason'], string>> = {
  key_rejected: 'Stripe no longer accepts the stored key. It may have been rotated or deleted, or it may have expired.',
  events_not_permitted: 'The stored key cannot read events. Give the restricted key read access to events.',
  billing_not_permitted: 'The stored key cannot read subscriptions and invoices. Give the restricted key read access to billing.',
  changes_not_permitted:
    'The stored key cannot change subscriptions and invoices. Give the restricted key write access to billing.',
};

/** Why Stripe refuses the connection, what follows from it, and since when. */
export function BrokenReason({ broken }: { broken: StripeBreak }) {
  return (
    <Text size="sm">
      {why[broken.reason]} Until a key works, no one can buy, and memberships do not follow payments. We then catch up, so nothing
      is lost. Broken since <Instant at={broken.since} />.
    </Text>
  );
}
