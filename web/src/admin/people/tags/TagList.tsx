import { Anchor, Button, Menu, Text } from '@mantine/core';
import { IconDots, IconPlus, IconTags } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../../ui/feedback/States';
import { FormModal } from '../../../ui/forms/FormModal';
import { type Column, DataList, useListState } from '../../../ui/list/DataList';
import { filtered } from '../../../ui/list/filter-link';
import { pageSize } from '../../../ui/list/list-state';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Instant } from '../../../ui/values/Values';
import { useMe } from '../../identity/staff';
import { DeleteTag } from './DeleteTag';
import { MergeTag } from './MergeTag';
import { TagNameForm } from './TagNameForm';
import { createTag, renameTag, type Tag, useTags } from './tag';

type Action = 'rename' | 'merge' | 'delete';

/** What an item of the menu opens. */
interface Opened {
  readonly action: Action;
  readonly tag: Tag;
}

/** All tags of the school, and who and what uses them. */
export function TagList() {
  const [state] = useListState('name');
  const tags = useTags({ ...state, pageSize });
  const [creating, setCreating] = useState(false);
  const [opened, open] = useState<Opened | null>(null);
  const close = () => open(null);
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      New tag
    </Button>
  );
  const columns: readonly Column<Tag>[] = [
    { key: 'name', header: 'Name', sort: 'name', render: ({ name }) => name },
    { key: 'people', header: 'Contacts', align: 'right', render: (tag) => <People tag={tag} /> },
    { key: 'automations', header: 'Automations', align: 'right', render: ({ automations }) => automations.toLocaleString('en') },
    { key: 'createdAt', header: 'Created', sort: 'createdAt', render: ({ createdAt }) => <Instant at={createdAt} date /> },
    { key: 'more', header: 'More', render: (tag) => <More tag={tag} onOpen={(action) => open({ action, tag })} /> },
  ];
  return (
    <>
      <PageHeader
        title="Tags"
        path={[{ label: 'Contacts', to: '/contacts' }]}
        lead="Tags group contacts, start automations and decide between branches."
        actions={tags.data?.total === 0 && !state.q ? undefined : create}
      />
      <DataList
        of="tags"
        query={tags}
        columns={columns}
        keyOf={({ id }) => id}
        defaultSort="name"
        empty={
          <EmptyState icon={<IconTags size={22} />} title="No tags yet" action={create}>
            Add a tag to contacts by hand, by an import or by a step of an automation. Everyone with the tag is then one click
            away.
          </EmptyState>
        }
      />
      <FormModal opened={creating} onClose={() => setCreating(false)} title="New tag">
        <TagNameForm
          initial=""
          label="Create"
          save={createTag}
          done={(name) => `The tag “${name}” is ready.`}
          failed="The tag was not created"
          onSaved={() => setCreating(false)}
        />
      </FormModal>
      <FormModal opened={opened?.action === 'rename'} onClose={close} title={`Rename “${opened?.tag.name}”`}>
        {opened && (
          <TagNameForm
            initial={opened.tag.name}
            label="Rename"
            help="Contacts and automations keep the tag. Imports and API requests with the former name still find it."
            save={(name) => renameTag(opened.tag.id, name)}
            done={(name) => `The tag is now called “${name}”.`}
            failed="The tag was not renamed"
            onSaved={close}
          />
        )}
      </FormModal>
      <FormModal opened={opened?.action === 'merge'} onClose={close} title={`Merge “${opened?.tag.name}” into another tag`}>
        {opened && <MergeTag tag={opened.tag} onDone={close} />}
      </FormModal>
      <FormModal opened={opened?.action === 'delete'} onClose={close} title={`Delete “${opened?.tag.name}”`}>
        {opened && <DeleteTag tag={opened.tag} onDone={close} onMerge={() => open({ ...opened, action: 'merge' })} />}
      </FormModal>
    </>
  );
}

function People({ tag: { id, name, people } }: { tag: Tag }) {
  if (people === 0) return <Text span>0</Text>;
  return (
    <Anchor
      component={Link}
      to={filtered('/contacts', [{ field: 'contact.tags', operator: 'includes', value: id }])}
      aria-label={`${people.toLocaleString('en')} ${people === 1 ? 'contact' : 'contacts'} with the tag ${name}`}
    >
      {people.toLocaleString('en')}
    </Anchor>
  );
}

function More({ tag: { name }, onOpen }: { tag: Tag; onOpen: (action: Action) => void }) {
  const { staff } = useMe();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" aria-label={`More for ${name}`}>
          <IconDots size={15} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen('rename')}>Rename</Menu.Item>
        {staff.role !== 'support' && (
          <>
            <Menu.Item onClick={() => onOpen('merge')}>Merge into another tag</Menu.Item>
            <Menu.Item color="red" onClick={() => onOpen('delete')}>
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
