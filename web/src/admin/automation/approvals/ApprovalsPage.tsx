import { Tabs } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { NotAll } from '../../../ui/list/NotAll';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { ApprovalCard } from './ApprovalCard';
import classes from './Approvals.module.css';
import { type ApprovalState, useApprovals } from './approval';

/** Questions of journeys to the staff: those that wait, and the latest answers. */
export function ApprovalsPage() {
  const [search, setSearch] = useSearchParams();
  const state: ApprovalState = search.has('answered') ? 'answered' : 'open';
  const waiting = useApprovals('open').data?.total ?? 0;
  return (
    <>
      <PageHeader
        title="Approvals"
        path={[{ label: 'Automations', to: '/automations' }]}
        lead="Journeys that wait for a decision by the staff."
      />
      <Tabs
        value={state}
        onChange={(value) => setSearch(value === 'answered' ? { answered: '1' } : {}, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="open">{waiting > 0 ? `Waiting (${waiting.toLocaleString('en')})` : 'Waiting'}</Tabs.Tab>
          <Tabs.Tab value="answered">Answered</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="open">
          <Questions state="open" />
        </Tabs.Panel>
        <Tabs.Panel value="answered">
          <Questions state="answered" />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Questions({ state }: { state: ApprovalState }) {
  const approvals = useApprovals(state);
  if (approvals.isError && !approvals.data)
    return (
      <ErrorState error={approvals.error} what="The approvals could not be loaded" onRetry={() => void approvals.refetch()} />
    );
  if (!approvals.data) return <TextSkeleton lines={6} />;
  const { items, total } = approvals.data;
  if (items.length === 0)
    return (
      <EmptyState icon={<IconUserCheck size={22} />} title={state === 'open' ? 'Nothing waits for a decision' : 'No answers yet'}>
        When a journey reaches the step “Ask for approval”, its question appears here.
      </EmptyState>
    );
  return (
    <Panel title={state === 'open' ? 'Waiting for a decision' : 'Latest answers'} flush>
      <ul className={classes.approvals}>
        {items.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
      </ul>
      <NotAll shown={items.length} total={total}>
        {state === 'open' ? 'The others appear once these are answered.' : 'They are the newest.'}
      </NotAll>
    </Panel>
  );
}
