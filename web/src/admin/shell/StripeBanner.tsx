import { Alert, Anchor } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { BrokenReason } from '../billing/payments/broken';
import { useMe } from '../identity/staff';

/** On every page while Stripe refuses the school's key. The payment settings show it themselves. */
export function StripeBanner() {
  const { stripe } = useMe();
  const { pathname } = useLocation();
  if (!stripe?.broken || pathname.startsWith('/settings/payments')) return null;
  return (
    <Alert
      role="status"
      icon={<IconPlugConnectedX size={18} />}
      color="red"
      variant="light"
      radius={0}
      title="The connection to Stripe is broken"
    >
      <BrokenReason broken={stripe.broken} />
      <Anchor component={Link} to="/settings/payments" size="sm">
        Open the payment settings
      </Anchor>
    </Alert>
  );
}
