import { Alert, Button, Group, Text } from '@mantine/core';
import { isFinal } from '@perennial/domain/billing';
import { Link } from 'react-router';
import { Money } from '../../ui/values/Values';
import { type Membership, useMemberships } from '../billing/memberships/memberships';

/** Notice on the first page about a problem with a membership, or about its end, and what to do. */
export function MembershipNotices() {
  const memberships = useMemberships().data ?? [];
  return noticesFor(memberships).map((membership) => <Notice key={membership.id} membership={membership} />);
}

/** Memberships that need the member to act; if there is no membership, the one that ended last. */
export function noticesFor(memberships: readonly Membership[]): readonly Membership[] {
  const running = memberships.filter(({ state }) => state !== 'pending' && !isFinal(state));
  if (running.length > 0) return running.filter(({ state }) => state === 'grace' || state === 'suspended' || state === 'paused');
  const ended = memberships.filter(({ state }) => state === 'ended');
  return [...ended].sort((one, other) => (other.endedAt ?? '').localeCompare(one.endedAt ?? '')).slice(0, 1);
}

function Notice({ membership }: { membership: Membership }) {
  const { state, planTitle, planSlug, stateSentence, amountOpen, hasCard } = membership;
  const ended = state === 'ended';
  return (
    <Alert variant="light" title={planTitle} {...(!ended && { color: 'yellow' })}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {stateSentence}
          {amountOpen && (
            <>
              {' '}
              To pay: <Money amount={amountOpen.amount} currency={amountOpen.currency} />.
            </>
          )}
        </Text>
        {ended ? (
          <Button component={Link} to={planSlug ? `/plans/${planSlug}` : '/plans'} size="sm">
            {planSlug ? 'Join again' : 'See the plans'}
          </Button>
        ) : (
          <Button component={Link} to="/memberships" size="sm">
            {amountOpen ? 'Pay or change the card' : hasCard ? 'See my memberships' : 'Add a card'}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
