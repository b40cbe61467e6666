import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconTicket } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState } from '../../../ui/feedback/States';
import { MembershipCard } from './MembershipCard';
import { useMemberships } from './memberships';
import { useCardReturn } from './use-card-return';

export function Memberships() {
  useDocumentTitle('My memberships');
  const memberships = useMemberships();
  useCardReturn();
  return (
    <Stack gap="lg" maw={760}>
      <Title order={1}>My memberships</Title>
      {memberships.isError && !memberships.data && (
        <ErrorState
          error={memberships.error}
          what="Your memberships could not be loaded"
          safe="They are not affected."
          onRetry={() => void memberships.refetch()}
        />
      )}
      {memberships.isPending && <Skeleton height={220} radius="lg" />}
      {memberships.data?.length === 0 && (
        <EmptyState
          icon={<IconTicket size={22} />}
          title="No membership yet"
          action={
            <Button component={Link} to="/plans">
              See the plans
            </Button>
          }
        >
          After you join, you can see your next charge and invoices here, and cancel at any time.
        </EmptyState>
      )}
      {memberships.data?.map((membership) => (
        <MembershipCard key={membership.id} membership={membership} />
      ))}
    </Stack>
  );
}
