import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { automationTemplates } from '@perennial/domain';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/feedback/States';
import { Form } from '../../ui/forms/Form';
import { useSave } from '../../ui/forms/use-save';
import { type Column, DataList, useListState } from '../../ui/list/DataList';
import { pageSize } from '../../ui/list/list-state';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Instant } from '../../ui/values/Values';
import { templatesKey } from '../email/email-settings';
import { type AutomationSummary, automationsKey, createAutomation, useAutomations } from './automation';
import { StateBadge } from './StateBadge';

const some = (count: number, what: string): string | null => (count > 0 ? `${count} ${what}` : null);

const columns: readonly Column<AutomationSummary>[] = [
  { key: 'name', header: 'Name', sort: 'name', render: (automation) => automation.name },
  {
    key: 'state',
    header: 'State',
    render: (automation) => (
      <Group gap={6}>
        <StateBadge state={automation.state} />
        {automation.builtInKey && (
          <Text span size="xs" c="dimmed">
            From Email settings
          </Text>
        )}
      </Group>
    ),
  },
  {
    key: 'now',
    header: 'On their way',
    align: 'right',
    onCard: ({ counts }) => some(counts.running + counts.waiting, 'on their way'),
    render: ({ counts }) => <span className="p-numbers">{counts.running + counts.waiting}</span>,
  },
  {
    key: 'parked',
    header: 'Need attention',
    align: 'right',
    onCard: ({ counts }) => some(counts.parked, counts.parked === 1 ? 'needs attention' : 'need attention'),
    render: ({ counts }) => (
      <Text
        span
        size="sm"
        className="p-numbers"
        {...(counts.parked > 0 ? { c: 'var(--mantine-color-yellow-light-color)', fw: 600 } : { c: 'dimmed' })}
      >
        {counts.parked}
      </Text>
    ),
  },
  {
    key: 'done',
    header: 'Finished',
    align: 'right',
    onCard: ({ counts }) => some(counts.completed, 'finished'),
    render: ({ counts }) => <span className="p-numbers">{counts.completed}</span>,
  },
  { key: 'updatedAt', header: 'Changed', sort: 'updatedAt', render: (automation) => <Instant at={automation.updatedAt} short /> },
];

export function AutomationList() {
  const [state] = useListState('name');
  const [search, setSearch] = useSearchParams();
  const attention = search.has('attention');
  const automations = useAutomations({ ...state, pageSize });
  const creating = search.has('new');
  const setCreating = (on: boolean) =>
    setSearch((now) => {
      if (on) now.set('new', '1');
      else now.delete('new');
      return now;
    });
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      New automation
    </Button>
  );
  const isFirstUse = automations.data?.total === 0 && !state.q;
  return (
    <>
      <PageHeader
        title="Automations"
        lead="What happens by itself when something happens."
        actions={isFirstUse ? undefined : create}
      />
      <DataList
        of="automations"
        query={automations}
        columns={columns}
        keyOf={(automation) => automation.id}
        linkTo={({ id, counts }) =>
          attention && counts.parked > 0 ? `/automations/${id}/runs?state=parked` : `/automations/${id}`
        }
        defaultSort="name"
        empty={
          <EmptyState icon={<IconBolt size={22} />} title="Let something happen by itself" action={create}>
            An automation starts when somebody buys, a trial ends, a payment fails or a course is finished, and then waits,
            decides, mails and opens doors, for each person on their own.
          </EmptyState>
        }
      />
      <Modal opened={creating} onClose={() => setCreating(false)} title="New automation" size="lg">
        <CreateAutomation />
      </Modal>
    </>
  );
}

function CreateAutomation() {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', template: '' },
    validate: { name: (value, values) => (value.trim() || values.template ? null : 'Give it a name.') },
  });
  const nameOf = (template: string) => automationTemplates.find(({ id }) => id === template)?.name ?? '';
  const save = useSave(form, {
    save: ({ name, template }) => createAutomation(name.trim() || nameOf(template), template),
    failed: 'The automation was not created',
    // A template brings its mails.
    stale: [automationsKey, templatesKey],
    onSaved: ({ id }) => void navigate(`/automations/${id}`),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput
          label="Name"
          placeholder={nameOf(form.values.template) || 'Trial reminder'}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Radio.Group label="Start with" {...form.getInputProps('template')}>
          <Stack gap="sm" mt="xs">
            <Radio value="" label="An empty canvas" />
            {automationTemplates.map((template) => (
              <Radio key={template.id} value={template.id} label={template.name} description={template.description} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
