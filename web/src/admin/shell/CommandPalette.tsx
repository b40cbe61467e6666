import '@mantine/spotlight/styles.layer.css';
import { Group, Kbd, Modal, Table, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useHotkeys } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import {
  IconBolt,
  IconBook2,
  IconExternalLink,
  IconFilter,
  IconKeyboard,
  IconLogout,
  IconMail,
  IconMoon,
  IconPlus,
  IconSearch,
  IconTicket,
  IconUser,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import { useNavigate } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { showFailure } from '../../ui/feedback/toasts';
import { signOut, useMe } from '../identity/staff';
import { navGroups } from './pages';
import { type Entry, type EntryGroup, type Found, fitting, kinds } from './palette';

export { spotlight };

type Icon = ComponentType<{ size?: number }>;
interface Action extends Entry {
  readonly icon: Icon;
  readonly run: () => void;
}

const create = [
  { label: 'Add contact', to: '/contacts?new=1', keywords: 'new create person member student' },
  { label: 'Create membership', to: '/marketing/membership/new', keywords: 'new plan price' },
  { label: 'Create product', to: '/memberships/courses/products?new=1', keywords: 'new course' },
  { label: 'Create automation', to: '/automations?new=1', keywords: 'new journey workflow' },
  { label: 'Create segment', to: '/contacts/segments/new', keywords: 'new group filter audience' },
  { label: 'Write an email', to: '/settings/email/templates?new=1', keywords: 'new create mail message template' },
];

const icons: Readonly<Record<Found['kind'], Icon>> = {
  contact: IconUser,
  plan: IconTicket,
  product: IconBook2,
  automation: IconBolt,
  segment: IconFilter,
  email_template: IconMail,
};

/** Keys that work everywhere, as the list behind `?` shows them. */
const shortcuts = [
  { keys: ['Ctrl', 'K'], does: 'Open search' },
  { keys: ['Ctrl', 'S'], does: 'Save the form' },
  { keys: ['Ctrl', 'Z'], does: 'Undo on the canvas' },
  { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo on the canvas' },
  { keys: ['Delete'], does: 'Remove the selected step from the canvas' },
  { keys: ['?'], does: 'Show this list' },
];

/** Ctrl+K: everything with a name, every page, and actions that are available everywhere. */
export function CommandPalette() {
  const [text, setText] = useState('');
  const [listed, { open, close }] = useDisclosure();
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  const pages = usePages();
  const actions = useActions(open);
  const found = useFound(text);
  const groups = fitting([...found, pages, actions], text);
  // Enter takes the best entry: the library marks one when the text changes, which is before the server has answered.
  const best = text === '' ? undefined : groups[0]?.actions[0]?.id;
  return (
    <>
      <Spotlight
        query={text}
        onQueryChange={setText}
        attributes={{ content: { 'aria-label': 'Search' } }}
        shortcut="mod + K"
        // Held at the top: in the middle, the field would move while results come and go.
        centered={false}
        yOffset="12vh"
        highlightQuery
        scrollable
        maxHeight={420}
        nothingFound="Nothing found"
        filter={(_, shown) => shown}
        searchProps={{
          leftSection: <IconSearch size={18} />,
          placeholder: 'Search pages, people, courses and actions',
        }}
        actions={groups.map(({ group, actions: shown }) => ({
          group,
          actions: shown.map((action) => toSpotlight(action, action.id === best)),
        }))}
      />
      <Modal opened={listed} onClose={close} title="Keyboard shortcuts">
        <Table>
          <Table.Tbody>
            {shortcuts.map(({ keys, does }) => (
              <Table.Tr key={does}>
                <Table.Td>{does}</Table.Td>
                <Table.Td>
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
}

function usePages(): EntryGroup<Action> {
  const navigate = useNavigate();
  return {
    group: 'Pages',
    actions: navGroups.flatMap((group) =>
      group.navItems.map(({ to, label, keywords, icon }) => ({
        id: to,
        label,
        keywords: `${group.label ?? ''} ${keywords}`,
        icon,
        run: () => void navigate(to),
      })),
    ),
  };
}

function useActions(showShortcuts: () => void): EntryGroup<Action> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { links } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  return {
    group: 'Actions',
    actions: [
      ...create.map(({ label, to, keywords }) => ({ id: to, label, keywords, icon: IconPlus, run: () => void navigate(to) })),
      {
        id: 'portal',
        label: 'Open the member portal',
        icon: IconExternalLink,
        run: () => void window.open(links.portal, '_blank', 'noreferrer'),
      },
      { id: 'scheme', label: `Use ${other} colours`, keywords: 'theme mode', icon: IconMoon, run: () => setColorScheme(other) },
      { id: 'shortcuts', label: 'Keyboard shortcuts', keywords: 'keys help', icon: IconKeyboard, run: showShortcuts },
      {
        id: 'sign-out',
        label: 'Sign out',
        keywords: 'log out leave',
        icon: IconLogout,
        run: () => void signOut(queries).catch((error: unknown) => showFailure(error, 'You could not be signed out')),
      },
    ],
  };
}

/** The school's records that match the text, grouped by kind. */
function useFound(text: string): EntryGroup<Action>[] {
  const navigate = useNavigate();
  const [q] = useDebouncedValue(text.trim(), 150);
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/search', { params: { query: { q } }, signal })),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const items = text.trim() === '' ? [] : (found.data?.items ?? []);
  return (Object.keys(kinds) as Found['kind'][]).map((kind) => ({
    group: kinds[kind].group,
    actions: items
      .filter((item) => item.kind === kind)
      .map(({ id, title, detail }) => ({
        id,
        label: title,
        description: detail ?? undefined,
        icon: icons[kind],
        run: () => void navigate(kinds[kind].to(id)),
      })),
  }));
}

const toSpotlight = (
  { id, label, description, icon: Icon, run }: Action,
  selected: boolean,
): SpotlightActionData & { 'data-selected': true | undefined } => ({
  'data-selected': selected || undefined,
  id,
  label,
  description,
  leftSection: <Icon size={18} />,
  onClick: run,
});
