import { Alert, Box, Button, Group, Text, Title } from '@mantine/core';
import { intervalInWords } from '@perennial/domain/billing';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { showDone, withdraw } from '../../../ui/feedback/toasts';
import { Panel } from '../../../ui/shell/Panel';
import { Money } from '../../../ui/values/Values';
import { CancelButton } from './CancelButton';
import { cardInWords, expiryInWords } from './card';
import { Invoices } from './Invoices';
import { cancelled, changeCard, type Membership, payNow, settled, startSubscription, undoCancel } from './memberships';
import { keepCard } from './use-card-return';

/** One membership: its state in a sentence, the next step, and the available actions. */
export function MembershipCard({ membership }: { membership: Membership }) {
  const can = (action: Membership['actions'][number]) => membership.actions.includes(action);
  const over = membership.state === 'ended';
  const troubled = membership.state === 'grace' || membership.state === 'suspended';
  return (
    <Panel>
      <Group justify="space-between" align="flex-start">
        <Box>
          <Title order={2}>{membership.planTitle}</Title>
          <Text c="dimmed">
            <Money amount={membership.priceAmount} currency={membership.currency} /> {intervalInWords(membership.intervalMonths)}
          </Text>
        </Box>
      </Group>
      {troubled ? (
        <Alert color="yellow" variant="light" mt="md">
          {membership.stateSentence}
        </Alert>
      ) : (
        <Text mt="md">{membership.stateSentence}</Text>
      )}
      {membership.amountOpen && (
        <Text mt={6} size="sm">
          To pay: <Money amount={membership.amountOpen.amount} currency={membership.amountOpen.currency} />
        </Text>
      )}
      {membership.card && !over && (
        <Text mt={6} size="sm" c="dimmed">
          {cardInWords(membership.card)}, expires {expiryInWords(membership.card)}
        </Text>
      )}
      <Group mt="lg" gap="xs">
        {can('start_subscription') && <StartButton membership={membership} />}
        {can('confirm_payment') && membership.confirmUrl && (
          <Button component="a" href={membership.confirmUrl}>
            Confirm the payment
          </Button>
        )}
        {can('pay_now') && (
          <NowButton id={membership.id} run={payOrConfirm} failed="The payment did not go through">
            Pay now
          </NowButton>
        )}
        {can('change_card') && (
          <GoButton membership={membership} to={changeCard} primary={troubled && !can('pay_now') && !can('confirm_payment')}>
            {membership.hasCard ? 'Change card' : 'Add a card'}
          </GoButton>
        )}
        {can('undo_cancel') && (
          <NowButton id={membership.id} run={undoCancel} failed="The membership is still cancelled">
            Keep my membership
          </NowButton>
        )}
        {can('cancel') && <CancelButton membership={membership} />}
        {membership.planSlug && (over || membership.state === 'pending') && (
          <Button component={Link} to={`/plans/${membership.planSlug}`} variant={over ? 'default' : 'filled'}>
            {over ? 'Join again' : 'Continue to payment'}
          </Button>
        )}
      </Group>
      {membership.invoices.length > 0 && <Invoices invoices={membership.invoices} />}
    </Panel>
  );
}

/** Pays the open amount. Opens the confirmation page if the bank requires it. */
async function payOrConfirm(id: string): Promise<void> {
  const { confirmUrl } = await payNow(id);
  if (confirmUrl) window.location.assign(confirmUrl);
  else showDone('Paid. Thank you.');
}

/** Asks for a card on Stripe's page first. The membership starts after the return with a card. */
function StartButton({ membership: { id, hasCard } }: { membership: Membership }) {
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const back = search.get('start') === id;
  const tried = useRef(false);
  const start = useMutation({
    mutationFn: async () => {
      const { url } = await startSubscription(id);
      if (new URL(url).origin === window.location.origin) return settled(queries, id);
      // After a return without a card, the button opens Stripe again.
      if (!back) window.location.assign(url);
    },
    meta: { failed: 'The membership was not started' },
    onSettled: () => back && setSearch({}, { replace: true }),
  });
  const { mutate } = start;
  useEffect(() => {
    if (!back || tried.current) return;
    tried.current = true;
    mutate();
  }, [back, mutate]);
  return (
    <Button loading={start.isPending} onClick={() => mutate()}>
      {hasCard ? 'Start membership' : 'Add a card and continue'}
    </Button>
  );
}

interface GoButtonProps {
  readonly membership: Membership;
  readonly to: (id: string) => Promise<{ url: string }>;
  readonly primary?: boolean;
  readonly children: React.ReactNode;
}

/** Opens a page of Stripe. */
function GoButton({ membership, to, primary = false, children }: GoButtonProps) {
  const go = useMutation({
    mutationFn: () => to(membership.id),
    onSuccess: ({ url }) => {
      keepCard(membership);
      window.location.assign(url);
    },
    meta: { failed: 'That page could not be opened' },
  });
  return (
    <Button variant={primary ? 'filled' : 'default'} loading={go.isPending || go.isSuccess} onClick={() => go.mutate()}>
      {children}
    </Button>
  );
}

interface NowButtonProps {
  readonly id: string;
  readonly run: (id: string) => Promise<unknown>;
  readonly failed: string;
  readonly children: React.ReactNode;
}

/** Performs an action immediately and shows the resulting state of the membership. */
function NowButton({ id, run, failed, children }: NowButtonProps) {
  const queries = useQueryClient();
  const now = useMutation({
    mutationFn: async () => {
      await run(id);
      withdraw(cancelled(id));
      await settled(queries, id);
    },
    meta: { failed },
  });
  return (
    <Button loading={now.isPending} onClick={() => now.mutate()}>
      {children}
    </Button>
  );
}
