import '@mantine/spotlight/styles.layer.css';
import { Group, Kbd, Modal, Table } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useHotkeys } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconPlus, IconSearch, IconUser } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { floors } from './rooms';

export const openSpotlight = () => spotlight.open();

const firstSteps = [
  { label: 'Create New Membership', to: '/marketing/membership/new' },
  { label: 'Create Product', to: '/memberships/courses/products?new=1' },
  { label: 'New automation', to: '/automations?new=1' },
];

/** Keys that work everywhere, as the list behind `?` shows them. */
const shortcuts = [
  { keys: ['Ctrl', 'K'], does: 'Find or do anything' },
  { keys: ['Ctrl', 'S'], does: 'Save the form' },
  { keys: ['Ctrl', 'Z'], does: 'Undo on the canvas' },
  { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo on the canvas' },
  { keys: ['Delete'], does: 'Remove the chosen card from the canvas' },
  { keys: ['?'], does: 'This list' },
];

/** Ctrl+K: every page, every first step, and people by name or address. */
export function CommandPalette() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const [listed, { open, close }] = useDisclosure();
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  const people = useQuery({
    queryKey: ['contacts', { q, pageSize: 5 }],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/contacts', { params: { query: { q, pageSize: 5 } }, signal })),
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
  });
  const found = q.length >= 2 ? (people.data?.items ?? []) : [];
  const go = (to: string) => () => void navigate(to);
  return (
    <>
      <Spotlight
        query={text}
        onQueryChange={setText}
        attributes={{ content: { 'aria-label': 'Find or do' } }}
        shortcut="mod + K"
        highlightQuery
        scrollable
        maxHeight={420}
        nothingFound="Nothing found"
        filter={(_, actions) => actions}
        searchProps={{ leftSection: <IconSearch size={18} />, placeholder: 'Find a page, a person, or something to do' }}
        actions={[
          { group: 'People', actions: found.map((person) => personAction(person, go(`/contacts/${person.id}`))) },
          ...floors.map((floor) => ({
            group: floor.label ?? 'Pages',
            actions: floor.rooms
              .filter((room) => matches(`${floor.label ?? ''} ${room.label} ${room.keywords ?? ''}`, text))
              .map((room) => ({ id: room.to, label: room.label, leftSection: <room.icon size={18} />, onClick: go(room.to) })),
          })),
          {
            group: 'Do',
            actions: [
              ...firstSteps
                .filter((step) => matches(step.label, text))
                .map((step) => ({ id: step.to, label: step.label, leftSection: <IconPlus size={18} />, onClick: go(step.to) })),
              ...(matches('Keyboard shortcuts', text)
                ? [{ id: 'shortcuts', label: 'Keyboard shortcuts', leftSection: <IconKeyboard size={18} />, onClick: open }]
                : []),
            ],
          },
        ].filter((group) => group.actions.length > 0)}
      />
      <Modal opened={listed} onClose={close} title="Keyboard shortcuts">
        <Table>
          <Table.Tbody>
            {shortcuts.map(({ keys, does }) => (
              <Table.Tr key={does}>
                <Table.Td>{does}</Table.Td>
                <Table.Td>
                  <Group gap={4} justify="flex-end">
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

const matches = (words: string, text: string) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.toLowerCase().includes(part));

const personAction = (person: { id: string; name: string | null; email: string }, onClick: () => void) => ({
  id: person.id,
  label: person.name || person.email,
  description: person.name ? person.email : undefined,
  leftSection: <IconUser size={18} />,
  onClick,
});
