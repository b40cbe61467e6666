import { Button, SegmentedControl } from '@mantine/core';
import { intervalInWords } from '@perennial/domain/billing';
import { IconPlus, IconTicket } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../../ui/feedback/States';
import { type Column, DataList, useListState } from '../../../ui/list/DataList';
import { pageSize } from '../../../ui/list/list-state';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { StatusBadge } from '../../../ui/values/StatusBadge';
import { Money } from '../../../ui/values/Values';
import { type Plan, usePlans } from './plan';
import { StripeNotice } from './StripeNotice';

const columns: readonly Column<Plan>[] = [
  { key: 'title', header: 'Title', sort: 'title', render: (plan) => plan.title },
  { key: 'status', header: 'Status', render: (plan) => <StatusBadge status={plan.status} /> },
  {
    key: 'price',
    header: 'Price',
    sort: 'priceAmount',
    render: (plan) => (
      <>
        <Money amount={plan.priceAmount} currency={plan.currency} /> {intervalInWords(plan.intervalMonths)}
      </>
    ),
  },
  {
    key: 'trial',
    header: 'Free trial',
    render: (plan) => (plan.trialDays ? daysOf(plan.trialDays) : 'None'),
    onCard: (plan) => (plan.trialDays ? `${daysOf(plan.trialDays)} free` : null),
  },
  {
    key: 'members',
    header: 'Members',
    align: 'right',
    render: (plan) => (
      <span className="p-numbers">{plan.memberCount === 1 ? '1 active member' : `${plan.memberCount} active members`}</span>
    ),
  },
];

const daysOf = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const createButton = (
  <Button component={Link} to="/marketing/membership/new" leftSection={<IconPlus size={16} />}>
    Create New Membership
  </Button>
);

export function MembershipList() {
  const [state] = useListState('title');
  const [search, setSearch] = useSearchParams();
  const status = search.get('status') ?? '';
  const plans = usePlans({ ...state, pageSize, status });
  const choose = (value: string) =>
    setSearch(
      (now) => {
        now.delete('page');
        if (value) now.set('status', value);
        else now.delete('status');
        return now;
      },
      { replace: true },
    );
  const isFirstUse = plans.data?.total === 0 && !status && !state.q;
  return (
    <>
      <PageHeader
        title="Membership"
        path={[{ label: 'Marketing' }]}
        lead="Courses and products sold together at a recurring price."
        actions={isFirstUse ? undefined : createButton}
      />
      <StripeNotice />
      <DataList
        of="memberships"
        query={plans}
        columns={columns}
        keyOf={(plan) => plan.id}
        linkTo={(plan) => `/marketing/membership/${plan.id}`}
        defaultSort="title"
        filters={
          isFirstUse ? undefined : (
            <SegmentedControl
              size="xs"
              value={status}
              onChange={choose}
              aria-label="Status"
              data={[
                { value: '', label: 'All' },
                { value: 'published', label: 'Published' },
                { value: 'draft', label: 'Draft' },
                { value: 'archived', label: 'Archived' },
              ]}
            />
          )
        }
        empty={
          status ? (
            <EmptyState icon={<IconTicket size={22} />} title={`No ${status} memberships`}>
              Choose another status above.
            </EmptyState>
          ) : (
            <EmptyState icon={<IconTicket size={22} />} title="Sell your first membership" action={createButton}>
              A membership bundles courses and products at a price charged monthly, every 3 or 6 months, or yearly. You can add a
              free trial.
            </EmptyState>
          )
        }
      />
    </>
  );
}
