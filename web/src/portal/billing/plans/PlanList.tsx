import { Button, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconTicket } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState } from '../../../ui/feedback/States';
import { PlanCard } from '../../../ui/plans/PlanCard';
import { useSchool } from '../../platform/school';
import { usePublicPlans } from './plans';

/** The plans of the school. */
export function PlanList() {
  const school = useSchool();
  useDocumentTitle(`Plans · ${school.name}`);
  const plans = usePublicPlans();
  if (plans.isError)
    return <ErrorState error={plans.error} what="The plans could not be loaded" onRetry={() => void plans.refetch()} />;
  if (plans.data?.length === 0) {
    return (
      <EmptyState icon={<IconTicket size={22} />} title="Nothing on sale right now">
        {school.name} has no plans on sale at the moment. Come back later
        {school.supportEmail ? `, or ask ${school.supportEmail}` : ''}.
      </EmptyState>
    );
  }
  const holdsOne = plans.data?.some(({ membershipId }) => membershipId !== null) === true;
  return (
    <>
      <Title order={1} size="1.75rem">
        {holdsOne ? `Plans of ${school.name}` : `Join ${school.name}`}
      </Title>
      <Text c="dimmed" size="lg" mt={4} mb="xl">
        Choose a plan. You can cancel any time in My memberships.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        {plans.data?.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            action={
              plan.membershipId ? (
                <Held title={plan.title} />
              ) : (
                <Button component={Link} to={`/plans/${plan.slug}`} fullWidth size="md" aria-label={`See ${plan.title}`}>
                  {plan.trialDays > 0 ? 'Start free trial' : 'See the plan'}
                </Button>
              )
            }
          />
        )) ?? [1, 2].map((key) => <Skeleton key={key} height={320} radius="lg" />)}
      </SimpleGrid>
    </>
  );
}

/** In place of the button of a plan that the member has. */
function Held({ title }: { title: string }) {
  return (
    <Stack gap="xs">
      <Text fw={500}>You have this membership.</Text>
      <Button component={Link} to="/memberships" variant="default" fullWidth size="md" aria-label={`${title} in My memberships`}>
        My memberships
      </Button>
    </Stack>
  );
}
