import { Alert, Anchor, Text } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMe } from '../../identity/staff';

/** Explains that a membership needs a connected Stripe account. */
export function StripeNotice() {
  const { stripe } = useMe();
  if (stripe?.connected) return null;
  return (
    <Alert icon={<IconCreditCard size={18} />} color="yellow" variant="light" mb="lg" title="Connect Stripe to sell">
      <Text size="sm">
        Memberships are charged through Stripe. You can prepare drafts now and publish them once{' '}
        <Anchor component={Link} to="/settings/payments" inherit>
          a Stripe account is connected
        </Anchor>
        .
      </Text>
    </Alert>
  );
}
