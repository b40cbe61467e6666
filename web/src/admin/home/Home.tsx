import { Anchor, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import type { Schemas } from '@perennial/api-client';
import { IconAlertTriangle, IconCertificateOff, IconChecks, IconCreditCardOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { filtered } from '../../ui/list/filter-link';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Panel } from '../../ui/shell/Panel';
import { formatMoney } from '../../ui/values/money';
import { StripeNotice } from '../billing/plans/StripeNotice';
import { TimelineRow } from '../people/TimelineRow';
import type { TimelineEntry } from '../people/timeline';
import classes from './Home.module.css';

/** Few people open Home while a journey asks them. */
const DecisionList = lazy(async () => ({ default: (await import('../automation/approvals/DecisionList')).DecisionList }));

type HomeData = Schemas['Home'];

export function Home() {
  const home = useQuery({ queryKey: ['home'], queryFn: () => answer(api.GET('/api/admin/home')) });
  return (
    <>
      <PageHeader title="Home" />
      <StripeNotice />
      {home.isError && !home.data ? (
        <ErrorState error={home.error} what="Today’s numbers could not be loaded" onRetry={() => void home.refetch()} />
      ) : (
        <Stack gap="lg">
          <NeedsYou home={home.data} />
          {home.data && home.data.needsYou.approvals > 0 && (
            <Suspense>
              <DecisionList />
            </Suspense>
          )}
          <Numbers today={home.data?.today} />
          <Panel title="Recent activity" flush>
            <Lately entries={home.data?.lately} />
          </Panel>
        </Stack>
      )}
    </>
  );
}

function NeedsYou({ home }: { home: HomeData | undefined }) {
  if (!home) return <Skeleton height={44} radius="md" />;
  const { parkedRuns, stuckWorkflows, failedCertificates, failedPayments, membershipProblems, approvals } = home.needsYou;
  if (parkedRuns + stuckWorkflows + failedCertificates + failedPayments + membershipProblems === 0) {
    if (approvals > 0) return null;
    return (
      <Group gap={8} c="dimmed">
        <IconChecks size={17} aria-hidden />
        <Text size="sm">You’re all caught up.</Text>
      </Group>
    );
  }
  return (
    <Stack component="ul" gap="xs" className={classes.needs} aria-label="To do">
      {parkedRuns > 0 && (
        <Need icon={<IconAlertTriangle size={18} />} to="/automations?attention=1">
          {parkedRuns === 1 ? '1 journey needs attention' : `${parkedRuns} journeys need attention`}
        </Need>
      )}
      {membershipProblems > 0 && (
        <Need icon={<IconAlertTriangle size={18} />} to="/automations?attention=1">
          {membershipProblems === 1 ? '1 membership needs attention' : `${membershipProblems} memberships need attention`}
        </Need>
      )}
      {stuckWorkflows > 0 && (
        <Need icon={<IconAlertTriangle size={18} />} to="/automations?attention=1">
          {stuckWorkflows === 1 ? 'Stopped work needs attention' : `${stuckWorkflows} pieces of stopped work need attention`}
        </Need>
      )}
      {failedCertificates > 0 && (
        <Need icon={<IconCertificateOff size={18} />} to="/automations?attention=1">
          {failedCertificates === 1
            ? '1 certificate could not be issued'
            : `${failedCertificates} certificates could not be issued`}
        </Need>
      )}
      {failedPayments > 0 && (
        <Need icon={<IconCreditCardOff size={18} />} to={failedPaymentContacts}>
          {failedPayments === 1 ? '1 person with a failed payment' : `${failedPayments} people with a failed payment`}
        </Need>
      )}
    </Stack>
  );
}

/** The people whom Home counts, without those on test clocks, because their failed payments are not real. */
const failedPaymentContacts = filtered('/contacts', [
  { field: 'memberships.states', operator: 'includesAnyOf', value: ['grace', 'suspended'] },
  { field: 'contact.clockId', operator: 'isEmpty', value: null },
]);

function Need({ icon, to, children }: { icon: ReactNode; to: string; children: ReactNode }) {
  return (
    <li>
      <Link to={to} className={classes.need}>
        {icon}
        <span>{children}</span>
        <Text span size="sm" ml="auto">
          Review
        </Text>
      </Link>
    </li>
  );
}

function Numbers({ today }: { today: HomeData['today'] | undefined }) {
  const numbers = [
    { label: 'New members today', value: today?.newMembers.toLocaleString('en'), to: '/contacts?sort=-createdAt' },
    { label: 'Paid today', value: today && formatMoney(today.revenueAmount, today.currency) },
    { label: 'Emails sent today', value: today?.mailsSent.toLocaleString('en') },
    { label: 'Lessons completed today', value: today?.lessonsCompleted.toLocaleString('en') },
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      {numbers.map(({ label, value, to }) => (
        <div key={label} className={classes.number}>
          {value === undefined ? <Skeleton height={28} width={60} mb={4} /> : <Text className={classes.value}>{value}</Text>}
          <Text size="sm" c="dimmed">
            {to ? (
              <Anchor component={Link} to={to} c="dimmed" inherit>
                {label}
              </Anchor>
            ) : (
              label
            )}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Lately({ entries }: { entries: readonly TimelineEntry[] | undefined }) {
  if (!entries) {
    return (
      <Stack p="md">
        <TextSkeleton lines={5} />
      </Stack>
    );
  }
  if (entries.length === 0) {
    return (
      <Text c="dimmed" px="md" pb="md" size="sm">
        Purchases, payments, emails and completed lessons appear here as they happen.
      </Text>
    );
  }
  return (
    <ul className={classes.lately}>
      {entries.map((entry) => (
        <TimelineRow key={entry.id} entry={entry} withPerson />
      ))}
    </ul>
  );
}
