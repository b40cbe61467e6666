import { Button, Text } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../../ui/feedback/States';
import type { Column } from '../../../ui/list/DataList';
import { ListPage } from '../../../ui/list/ListPage';
import { Instant } from '../../../ui/values/Values';
import { useMe } from '../../identity/staff';
import { People } from './People';
import { conditionOf, type Segment } from './segment';
import { WhoMeets } from './WhoMeets';

const columns: readonly Column<Segment>[] = [
  { key: 'name', header: 'Name', sort: 'name', render: ({ name }) => name },
  {
    key: 'condition',
    header: 'Who is in it',
    render: (segment) => (
      <Text span size="sm" c="dimmed" lineClamp={2}>
        <WhoMeets condition={conditionOf(segment)} />
      </Text>
    ),
  },
  {
    key: 'people',
    header: 'Contacts',
    align: 'right',
    isAction: true,
    render: (segment) => <People segment={segment} />,
  },
  {
    key: 'automations',
    header: 'Automations',
    align: 'right',
    render: ({ automations }) => automations.toLocaleString('en'),
    onCard: ({ automations }) =>
      automations === 0 ? null : automations === 1 ? 'used by 1 automation' : `used by ${automations} automations`,
  },
  {
    key: 'createdAt',
    header: 'Created',
    sort: 'createdAt',
    render: ({ createdAt }) => (
      <Text span inherit style={{ whiteSpace: 'nowrap' }}>
        <Instant at={createdAt} date />
      </Text>
    ),
    onCard: () => null,
  },
];

/** All segments of the school, with who is in them. */
export function SegmentList() {
  const { staff } = useMe();
  const create =
    staff.role === 'support' ? undefined : (
      <Button component={Link} to="/contacts/segments/new" leftSection={<IconPlus size={16} />}>
        New segment
      </Button>
    );
  return (
    <ListPage
      path="/api/admin/segments"
      title="Segments"
      section={['Contacts']}
      lead="A segment is a saved condition. Everyone who meets it now is in the segment."
      of="segments"
      columns={columns}
      keyOf={({ id }) => id}
      linkTo={({ id }) => `/contacts/segments/${id}`}
      defaultSort="name"
      action={create}
      empty={
        <EmptyState icon={<IconFilter size={22} />} title="No segments yet" action={create}>
          Save a condition under a name, such as “Members who have not finished the first course”. You can also save a filter of
          the contact list.
        </EmptyState>
      }
    />
  );
}
