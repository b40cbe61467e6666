import { Alert, Anchor, Box, Button, Group, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { withdraw } from '../../ui/feedback/toasts';
import { Panel } from '../../ui/shell/Panel';
import { everyInterval } from '../../ui/values/money';
import { Away, Instant, Money } from '../../ui/values/Values';
import { CancelButton } from './CancelButton';
import {
  cancelled,
  changeCard,
  type Invoice,
  type Membership,
  payNow,
  settled,
  startSubscription,
  undoCancel,
} from './memberships';

/** One membership: how it stands in a sentence, what comes next, and everything that can be done. */
export function MembershipCard({ membership }: { membership: Membership }) {
  const can = (action: Membership['actions'][number]) => membership.actions.includes(action);
  const troubled = membership.state === 'grace' || membership.state === 'suspended';
  return (
    <Panel>
      <Group justify="space-between" align="flex-start">
        <Box>
          <Title order={2}>{membership.planTitle}</Title>
          <Text c="dimmed">
            <Money amount={membership.priceAmount} currency={membership.currency} /> {everyInterval(membership.intervalMonths)}
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
      {membership.nextCharge && (
        <Text mt={6} size="sm" c="dimmed">
          {membership.hasCard ? (
            <>
              Next charge: <Money amount={membership.nextCharge.amount} currency={membership.nextCharge.currency} />,{' '}
              <Away at={membership.nextCharge.at} />.
            </>
          ) : (
            'There is no card yet, so nothing can be charged.'
          )}
        </Text>
      )}
      <Group mt="lg" gap="xs">
        {can('start_subscription') && <StartButton id={membership.id} />}
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
          <GoButton id={membership.id} to={changeCard} primary={troubled && !can('pay_now') && !can('confirm_payment')}>
            {membership.hasCard ? 'Change card' : 'Add a card'}
          </GoButton>
        )}
        {can('undo_cancel') && (
          <NowButton id={membership.id} run={undoCancel} failed="The cancellation still stands">
            Keep my membership
          </NowButton>
        )}
        {can('cancel') && <CancelButton membership={membership} />}
      </Group>
      {membership.invoices.length > 0 && <Invoices invoices={membership.invoices} />}
    </Panel>
  );
}

/** Pays what is owed; where the bank wants it confirmed, goes to the page where that is done. */
async function payOrConfirm(id: string): Promise<void> {
  const { confirmUrl } = await payNow(id);
  if (confirmUrl) window.location.assign(confirmUrl);
}

/** Asks for a card on Stripe's page first; back from there with one, the membership starts. */
function StartButton({ id }: { id: string }) {
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const back = search.get('start') === id;
  const tried = useRef(false);
  const start = useMutation({
    mutationFn: async () => {
      const { url } = await startSubscription(id);
      if (new URL(url).origin === window.location.origin) return settled(queries, id);
      // Back without a card: pressing the button leads to Stripe again.
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
      Start subscription
    </Button>
  );
}

interface GoButtonProps {
  readonly id: string;
  readonly to: (id: string) => Promise<{ url: string }>;
  readonly primary?: boolean;
  readonly children: React.ReactNode;
}

/** Goes to a page by Stripe. */
function GoButton({ id, to, primary = false, children }: GoButtonProps) {
  const go = useMutation({
    mutationFn: () => to(id),
    onSuccess: ({ url }) => window.location.assign(url),
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

/** Does something at once, and shows how the membership stands afterwards. */
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

const states: Readonly<Record<string, string>> = {
  paid: 'Paid',
  open: 'To pay',
  void: 'Void',
  uncollectible: 'Not collected',
  draft: 'In preparation',
};

function Invoices({ invoices }: { invoices: readonly Invoice[] }) {
  return (
    <Box mt="lg">
      <Title order={3} mb={4}>
        Invoices
      </Title>
      <Table>
        <VisuallyHidden component="caption">Invoices</VisuallyHidden>
        <Table.Tbody>
          {invoices.map((invoice) => (
            <Table.Tr key={invoice.id}>
              <Table.Td pl={0}>
                <Instant at={invoice.issuedAt} date />
              </Table.Td>
              <Table.Td c="dimmed" visibleFrom="sm">
                {invoice.number}
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={invoice.status === 'open' ? invoice.amountDue : invoice.amountPaid} currency={invoice.currency} />
              </Table.Td>
              <Table.Td>{states[invoice.status] ?? invoice.status}</Table.Td>
              <Table.Td pr={0} ta="right">
                {invoice.hostedUrl && (
                  <Anchor href={invoice.hostedUrl} target="_blank" rel="noreferrer" size="sm">
                    View<VisuallyHidden> invoice {invoice.number}</VisuallyHidden> <IconExternalLink size={12} aria-hidden />
                  </Anchor>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
