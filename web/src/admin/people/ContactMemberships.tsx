import { Anchor, Badge, Box, Group, Stack, Text } from '@mantine/core';
import { intervalInWords, membershipStateLabels } from '@perennial/domain/billing';
import { IconTicket } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { Panel } from '../../ui/shell/Panel';
import { Instant, Money } from '../../ui/values/Values';
import { type HeldMembership, useHeldMemberships } from './contact';

const colours: Readonly<Record<string, string>> = {
  trialing: 'indigo',
  active: 'pine',
  grace: 'yellow',
  suspended: 'red',
  paused: 'yellow',
};

export function ContactMemberships({ contactId }: { contactId: string }) {
  const held = useHeldMemberships(contactId);
  if (held.isError) {
    return <ErrorState error={held.error} what="The memberships could not be loaded" onRetry={() => void held.refetch()} />;
  }
  if (!held.data) return <TextSkeleton lines={4} />;
  if (held.data.length === 0) {
    return (
      <EmptyState icon={<IconTicket size={22} />} title="No memberships">
        When this person buys one, its trial, payments and end are shown here.
      </EmptyState>
    );
  }
  return (
    <Stack>
      {held.data.map((membership) => (
        <Held key={membership.id} membership={membership} />
      ))}
    </Stack>
  );
}

function Held({ membership }: { membership: HeldMembership }) {
  const dates = [
    { label: 'Trial ends', at: membership.state === 'trialing' ? membership.trialEndsAt : null },
    { label: 'Paid until', at: membership.state === 'active' ? membership.currentPeriodEndsAt : null },
    { label: 'Ends', at: membership.endsAt },
  ].filter((date) => date.at !== null);
  return (
    <Panel>
      <Group justify="space-between" align="flex-start">
        <Box>
          <Anchor component={Link} to={`/marketing/membership/${membership.planId}`} fw={600} c="inherit">
            {membership.planTitle}
          </Anchor>
          <Text size="sm" c="dimmed">
            {membership.stateSentence}
          </Text>
          {membership.cancellationReason && <Text size="sm">Reason given: “{membership.cancellationReason}”</Text>}
        </Box>
        <Badge color={colours[membership.state] ?? 'gray'} variant="light" tt="none" fw={500}>
          {membershipStateLabels[membership.state]}
        </Badge>
      </Group>
      <Group gap="lg" mt="sm">
        <Text size="sm">
          <Money amount={membership.priceAmount} currency={membership.currency} /> {intervalInWords(membership.intervalMonths)}
        </Text>
        {dates.map(({ label, at }) => (
          <Text key={label} size="sm">
            {label} {at && <Instant at={at} />}
          </Text>
        ))}
      </Group>
    </Panel>
  );
}
