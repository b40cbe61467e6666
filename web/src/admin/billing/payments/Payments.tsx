import { Alert, Badge, Button, Code, Group, PasswordInput, Stack, Table, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { Schemas } from '@perennial/api-client';
import { StripeKeyInput } from '@perennial/domain/billing';
import { IconCreditCard, IconPlugConnectedX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { Confirm } from '../../../ui/feedback/Confirm';
import { ErrorState, FormSkeleton } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { problemsBy } from '../../../ui/forms/field-problems';
import { useSave } from '../../../ui/forms/use-save';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { DetailRow } from '../../../ui/values/DetailRow';
import { Instant } from '../../../ui/values/Values';
import { meKey } from '../../identity/staff';
import { BrokenReason } from './broken';

type StripeState = Schemas['StripeConnection'];

const stripeKey = ['stripe'] as const;

export function Payments() {
  const stripe = useQuery({
    queryKey: stripeKey,
    queryFn: () => answer(api.GET('/api/admin/stripe')),
  });
  return (
    <>
      <PageHeader title="Payments" path={[{ label: 'Settings' }]} lead="The Stripe account that receives your payments." />
      {stripe.isError && (
        <ErrorState error={stripe.error} what="The payment settings could not be loaded" onRetry={() => void stripe.refetch()} />
      )}
      {stripe.isPending && <FormSkeleton fields={2} />}
      {stripe.data && (
        <Stack maw={720}>
          {stripe.data.broken && (
            <Alert icon={<IconPlugConnectedX size={18} />} color="red" variant="light" title="The connection to Stripe is broken">
              <BrokenReason broken={stripe.data.broken} />
            </Alert>
          )}
          {stripe.data.connected ? <Connected stripe={stripe.data} /> : <WhyNot />}
          <Panel
            title={stripe.data.connected ? 'Use another key' : 'Connect Stripe'}
            help={
              stripe.data.connected
                ? 'Use a key from the same Stripe account, for example after you rotate it.'
                : 'Paste the secret key of your Stripe account.'
            }
          >
            <KeyForm connected={stripe.data.connected} />
          </Panel>
        </Stack>
      )}
    </>
  );
}

function WhyNot() {
  return (
    <Alert icon={<IconCreditCard size={18} />} color="yellow" variant="light" title="Why can’t I create a membership?">
      <Text size="sm">
        Memberships are charged through Stripe, so you need to connect a Stripe account first. You can prepare drafts now and
        publish them once the key below is accepted.
      </Text>
    </Alert>
  );
}

function Connected({ stripe }: { stripe: StripeState }) {
  const arrival =
    stripe.endpoint?.mode === 'webhook'
      ? 'Stripe notifies us immediately (webhook).'
      : 'We check with Stripe every few seconds, because this installation has no public address. No events are missed.';
  return (
    <Panel
      title={stripe.broken ? 'Stripe refuses the connection' : 'Stripe is connected'}
      aside={
        <Badge color={stripe.mode === 'live' ? 'pine' : 'yellow'} variant="light" tt="none" fw={500} flex="none">
          {stripe.mode === 'live' ? 'Live: real money' : 'Test mode: no real money'}
        </Badge>
      }
    >
      <Table variant="vertical" layout="fixed" withRowBorders={false}>
        <Table.Tbody>
          <DetailRow label="Account">
            <Code>{stripe.accountId}</Code>
          </DetailRow>
          <DetailRow label="Status">{stripe.broken ? 'Not working. Paste a valid key below.' : 'Working'}</DetailRow>
          <DetailRow label="Updates">{arrival}</DetailRow>
          {stripe.endpoint?.url && (
            <DetailRow label="Webhook address">
              <Code>{stripe.endpoint.url}</Code>
            </DetailRow>
          )}
          <DetailRow label="Last event">{stripe.lastEventAt ? <Instant at={stripe.lastEventAt} /> : 'None yet'}</DetailRow>
        </Table.Tbody>
      </Table>
      <Disconnect />
    </Panel>
  );
}

function KeyForm({ connected }: { connected: boolean }) {
  const form = useForm({
    initialValues: { secretKey: '' },
    validate: problemsBy(StripeKeyInput),
  });
  const save = useSave(form, {
    save: ({ secretKey }) => answer(api.PUT('/api/admin/stripe', { body: { secretKey: secretKey.trim() } })),
    done: connected ? 'The new key is active.' : 'Stripe is connected. You can publish memberships now.',
    failed: 'The key was not accepted',
    stale: [stripeKey, meKey],
    onSaved: () => form.reset(),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <PasswordInput
          label="Secret key"
          description="In the Stripe Dashboard under Developers › API keys. Stored encrypted and never shown again."
          autoComplete="off"
          placeholder="sk_test_…"
          {...form.getInputProps('secretKey')}
        />
        <Group>
          <Button type="submit" loading={save.isPending} variant={connected ? 'default' : 'filled'}>
            {connected ? 'Use this key' : 'Connect Stripe'}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function Disconnect() {
  const queries = useQueryClient();
  const disconnect = useMutation({
    mutationFn: () => answer(api.DELETE('/api/admin/stripe')),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: stripeKey }), queries.invalidateQueries({ queryKey: meKey })]);
      showDone('Stripe is disconnected.');
    },
    meta: { failed: 'Stripe was not disconnected' },
  });
  const [asked, { open, close }] = useDisclosure();
  return (
    <>
      <Button mt="md" size="xs" variant="subtle" color="red" onClick={open} loading={disconnect.isPending}>
        Disconnect
      </Button>
      <Confirm
        opened={asked}
        onClose={close}
        title="Disconnect Stripe?"
        confirm="Disconnect"
        cancel="Keep connected"
        onConfirm={() => disconnect.mutate()}
      >
        No one can buy until you connect Stripe again. Stripe continues to charge current members, but their access here no longer
        follows their payments.
      </Confirm>
    </>
  );
}
