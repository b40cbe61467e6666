import { Button, Pill, Select } from '@mantine/core';
import { definitionOf, findNode, runStates } from '@perennial/domain/automation';
import { IconRoute } from '@tabler/icons-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { oneOf } from '../../../ui/api/query';
import { EmptyState } from '../../../ui/feedback/States';
import { type Column, DataList, useListState } from '../../../ui/list/DataList';
import { pageSize } from '../../../ui/list/list-state';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Instant } from '../../../ui/values/Values';
import { useRefusedChanges } from '../../identity/staff';
import { BusinessTime } from '../../school/clocks/BusinessTime';
import { useAutomation } from '../automation';
import { useStartable } from '../entries/entry';
import { useRecordNames } from '../use-record-names';
import { RunBadge, runLooks } from './RunBadge';
import { type Run, useRuns } from './run';
import { Waiting } from './Waiting';

/** Journeys that wait for staff come first. */
const statesInOrder = runStates.toSorted((a, b) => Number(b === 'parked') - Number(a === 'parked'));

const columns: readonly Column<Run>[] = [
  { key: 'who', header: 'Who', render: ({ contact }) => contact?.name || contact?.email || 'The school' },
  { key: 'state', header: 'Status', render: (run) => <RunBadge run={run} /> },
  {
    key: 'where',
    header: 'Now',
    render: (run) =>
      run.problem ?? (
        <BusinessTime clockId={run.contact?.clockId ?? null}>
          <Waiting run={run} />
        </BusinessTime>
      ),
  },
  {
    key: 'started',
    header: 'Entered',
    sort: 'startedAt',
    render: (run) => <EnteredAt run={run} />,
    onCard: (run) => (
      <>
        entered <EnteredAt run={run} />
      </>
    ),
  },
  {
    key: 'version',
    header: 'Version',
    align: 'right',
    render: (run) => <span className="p-numbers">{run.version}</span>,
    onCard: (run) => `version ${run.version}`,
  },
];

const EnteredAt = ({ run }: { run: Run }) => (
  <BusinessTime clockId={run.contact?.clockId ?? null}>
    <Instant at={run.startedAt} short />
  </BusinessTime>
);

/** Everyone who entered an automation. */
export function RunList() {
  const { id = '' } = useParams();
  const automation = useAutomation(id);
  const [state, change] = useListState('-startedAt');
  const [search, setSearch] = useSearchParams();
  const filter = oneOf(runStates, search.get('state'));
  const step = search.get('step');
  const startable = useStartable().data?.some((open) => open.id === id) ?? false;
  const takesPeople = useRefusedChanges() === null && startable;
  const runs = useRuns(id, { ...state, pageSize, state: filter, step });
  const node = step && automation.data ? findNode(automation.data.draft, step) : undefined;
  const names = useRecordNames(node ? [node] : []);
  const set = (name: 'state' | 'step', value: string | null) => {
    setSearch(
      (now) => {
        if (value) now.set(name, value);
        else now.delete(name);
        return now;
      },
      { replace: true },
    );
    if (state.page !== 1) change({ page: 1 });
  };
  return (
    <>
      <PageHeader
        title="Journeys"
        path={[
          { label: 'Automations', to: '/automations' },
          { label: automation.data?.name ?? '…', to: `/automations/${id}` },
        ]}
        lead="Who entered, where they are and what they are waiting for."
        actions={
          <>
            {takesPeople && (
              <Button component={Link} to={`/automations/${id}/add`}>
                Add people
              </Button>
            )}
            <Button component={Link} to={`/automations/${id}/why-not`} variant="default">
              Who didn’t enter
            </Button>
            <Button component={Link} to={`/automations/${id}`} variant="default">
              Open the canvas
            </Button>
          </>
        }
      />
      <DataList
        of="journeys"
        query={runs}
        columns={columns}
        keyOf={(run) => run.id}
        linkTo={(run) => `/automations/${id}/runs/${run.id}`}
        defaultSort="-startedAt"
        searchable={false}
        filters={
          <>
            <Select
              aria-label="Status"
              w={190}
              value={filter ?? ''}
              onChange={(value) => set('state', value)}
              data={[
                { value: '', label: 'Everyone' },
                ...statesInOrder.map((value) => ({ value, label: runLooks[value].label })),
              ]}
            />
            {step && (
              <Pill
                size="lg"
                withRemoveButton
                onRemove={() => set('step', null)}
                removeButtonProps={{ 'aria-label': 'At any step' }}
              >
                Now at: {node ? definitionOf(node).summary(node.config, names) : 'a step of an earlier version'}
              </Pill>
            )}
          </>
        }
        empty={
          <EmptyState icon={<IconRoute size={22} />} title={filter || step ? 'No journeys found' : 'No one has entered yet'}>
            {filter || step
              ? 'Choose a different status or step above.'
              : 'When the trigger happens for someone, their journey appears here with every step and the reason for each decision.'}
          </EmptyState>
        }
      />
    </>
  );
}
