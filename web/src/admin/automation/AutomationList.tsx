import { Anchor, Badge, Button, Menu, Select, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AutomationName, automationStates } from '@perennial/domain/automation';
import {
  IconBolt,
  IconCalendarStats,
  IconChevronDown,
  IconPlus,
  IconSitemap,
  IconUpload,
  IconUserCheck,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { oneOf } from '../../ui/api/query';
import { EmptyState } from '../../ui/feedback/States';
import { Form } from '../../ui/forms/Form';
import { FormModal } from '../../ui/forms/FormModal';
import { problemBy } from '../../ui/forms/field-problems';
import { SubmitRow } from '../../ui/forms/SubmitRow';
import { useSave } from '../../ui/forms/use-save';
import { type Column, DataList, useListState } from '../../ui/list/DataList';
import { pageSize } from '../../ui/list/list-state';
import { useNewDialog } from '../../ui/list/use-new-dialog';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Instant } from '../../ui/values/Values';
import { useFailedCertificates } from '../certificates/FailedCertificates';
import { Attention } from './Attention';
import { useApprovals } from './approvals/approval';
import { useAttention } from './attention';
import { type AutomationSummary, automationsKey, createAutomation, useAutomations } from './automation';
import { useImport } from './ImportAutomation';
import { useMembershipProblems } from './MembershipProblems';
import { StateBadge } from './StateBadge';
import { StuckWorkflows } from './StuckWorkflows';
import { useStuckWorkflows } from './stuck-workflows';

const some = (count: number, what: string): string | null => (count > 0 ? `${count} ${what}` : null);

const columns: readonly Column<AutomationSummary>[] = [
  { key: 'name', header: 'Name', sort: 'name', render: (automation) => automation.name },
  { key: 'state', header: 'Status', sort: 'state', render: (automation) => <StateBadge state={automation.state} /> },
  {
    key: 'now',
    header: 'In progress',
    align: 'right',
    onCard: ({ counts }) => some(counts.running + counts.waiting, 'in progress'),
    render: ({ id, counts }) => <Count to={`/automations/${id}/runs?state=waiting`} count={counts.running + counts.waiting} />,
  },
  {
    key: 'parked',
    header: 'Need attention',
    align: 'right',
    onCard: ({ counts }) => some(counts.parked, counts.parked === 1 ? 'needs attention' : 'need attention'),
    render: ({ id, counts }) => <Count to={`/automations/${id}/runs?state=parked`} count={counts.parked} trouble />,
  },
  {
    key: 'done',
    header: 'Finished',
    align: 'right',
    onCard: ({ counts }) => some(counts.completed, 'finished'),
    render: ({ id, counts }) => <Count to={`/automations/${id}/runs?state=completed`} count={counts.completed} />,
  },
  {
    key: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    render: (automation) => <Instant at={automation.updatedAt} short />,
    onCard: (automation) => (
      <>
        changed <Instant at={automation.updatedAt} short />
      </>
    ),
  },
];

/** A number that opens the list behind it. */
function Count({ to, count, trouble = false }: { to: string; count: number; trouble?: boolean }) {
  if (count === 0)
    return (
      <Text span size="sm" className="p-numbers" c="dimmed">
        0
      </Text>
    );
  return (
    <Anchor
      component={Link}
      to={to}
      size="sm"
      className="p-numbers"
      c={trouble ? 'var(--mantine-color-yellow-light-color)' : 'inherit'}
      {...(trouble && { fw: 600 })}
    >
      {count.toLocaleString('en')}
    </Anchor>
  );
}

/** What is needed now and then. */
function MoreMenu({ chooseFile, isImporting }: { chooseFile: () => void; isImporting: boolean }) {
  const waiting = useApprovals('open', true).data?.total ?? 0;
  const count = waiting > 0 && (
    <Badge size="sm" color="yellow" variant="light" className="p-numbers">
      {waiting.toLocaleString('en')}
    </Badge>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={isImporting} rightSection={count || <IconChevronDown size={14} />}>
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/automations/approvals" leftSection={<IconUserCheck size={16} />} rightSection={count}>
          Approvals
        </Menu.Item>
        <Menu.Item component={Link} to="/automations/forecast" leftSection={<IconCalendarStats size={16} />}>
          Forecast
        </Menu.Item>
        <Menu.Item component={Link} to="/automations/map" leftSection={<IconSitemap size={16} />}>
          Overview map
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUpload size={16} />} onClick={chooseFile}>
          Import
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type Tab = 'own' | 'built-in' | 'attention';
const tabOf = (search: URLSearchParams): Tab =>
  search.has('attention') ? 'attention' : search.has('built-in') ? 'built-in' : 'own';

export function AutomationList() {
  const [search, setSearch] = useSearchParams();
  const tab = tabOf(search);
  const stopped = useStuckWorkflows().data?.length ?? 0;
  const uncertified = useFailedCertificates().data?.total ?? 0;
  const stuck = (useAttention().data?.total ?? 0) + (useMembershipProblems().data?.length ?? 0) + stopped + uncertified;
  const dialog = useNewDialog();
  const importing = useImport();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      New automation
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Automations"
        lead="Workflows that run on their own when something happens."
        actions={
          <>
            {importing.around((choose) => (
              <MoreMenu chooseFile={choose} isImporting={importing.isLoading} />
            ))}
            <Button component={Link} to="/automations/templates" variant="default">
              Templates
            </Button>
            {create}
          </>
        }
      />
      {importing.report}
      <Tabs
        value={tab}
        onChange={(next) => setSearch(next === 'own' || !next ? {} : { [next]: '1' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="own">Yours</Tabs.Tab>
          <Tabs.Tab value="built-in">Email settings</Tabs.Tab>
          <Tabs.Tab
            value="attention"
            rightSection={
              stuck > 0 && (
                <Badge size="sm" color="yellow" variant="light" className="p-numbers">
                  {stuck.toLocaleString('en')}
                </Badge>
              )
            }
          >
            Needs attention
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="own">
          <Automations builtIn={false} create={create} />
        </Tabs.Panel>
        <Tabs.Panel value="built-in">
          <Automations builtIn create={create} />
        </Tabs.Panel>
        <Tabs.Panel value="attention">
          <Stack>
            <StuckWorkflows />
            <Attention othersAbove={stopped > 0} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
      <FormModal opened={dialog.opened} onClose={dialog.close} title="New automation">
        <CreateAutomation />
      </FormModal>
    </>
  );
}

function Automations({ builtIn, create }: { builtIn: boolean; create: React.ReactNode }) {
  const [list, change] = useListState('name');
  const [search, setSearch] = useSearchParams();
  const state = oneOf(automationStates, search.get('state'));
  const automations = useAutomations({ ...list, pageSize, builtIn, ...(state && { state }) });
  const filter = (value: string | null) => {
    setSearch(
      (now) => {
        if (value) now.set('state', value);
        else now.delete('state');
        return now;
      },
      { replace: true },
    );
    if (list.page !== 1) change({ page: 1 });
  };
  return (
    <DataList
      of="automations"
      query={automations}
      columns={columns}
      keyOf={(automation) => automation.id}
      linkTo={({ id }) => `/automations/${id}`}
      defaultSort="name"
      filters={
        !builtIn && (
          <Select
            aria-label="Status"
            w={170}
            allowDeselect={false}
            value={state ?? ''}
            onChange={filter}
            data={[
              { value: '', label: 'Not archived' },
              { value: 'active', label: 'Active' },
              { value: 'paused', label: 'Paused' },
              { value: 'draft', label: 'Draft' },
              { value: 'archived', label: 'Archived' },
            ]}
          />
        )
      }
      empty={
        state ? (
          <EmptyState icon={<IconBolt size={22} />} title="No automations found">
            Choose a different status above.
          </EmptyState>
        ) : (
          <EmptyState icon={<IconBolt size={22} />} title="Create your first automation" action={create}>
            An automation starts when someone buys, a trial ends, a payment fails or a course is finished. For each person, it
            then waits, makes decisions, sends emails and gives access.
          </EmptyState>
        )
      }
    />
  );
}

function CreateAutomation() {
  const navigate = useNavigate();
  const form = useForm({ initialValues: { name: '' }, validate: { name: problemBy(AutomationName) } });
  const save = useSave(form, {
    save: ({ name }) => createAutomation(name),
    failed: 'The automation was not created',
    stale: [automationsKey],
    onSaved: ({ id }) => void navigate(`/automations/${id}`),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Name" placeholder="Trial reminder" data-autofocus {...form.getInputProps('name')} />
        <Text size="sm" c="dimmed">
          It begins with a blank canvas.{' '}
          <Anchor component={Link} to="/automations/templates" inherit>
            Templates
          </Anchor>{' '}
          begin with their steps and emails.
        </Text>
        <SubmitRow pending={save.isPending}>Create</SubmitRow>
      </Stack>
    </Form>
  );
}
