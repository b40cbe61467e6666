import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { contactsIn, type Segment } from './segment';

/** How many contacts are in a segment, with a link to them. */
export function People({ segment: { id, name, people, filling } }: { segment: Segment }) {
  const count = people.toLocaleString('en');
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      {filling && (
        <Text span size="sm" c="dimmed">
          Counting…
        </Text>
      )}
      <Anchor
        component={Link}
        to={contactsIn(id)}
        className="p-numbers"
        aria-label={`${count} ${people === 1 ? 'contact' : 'contacts'} in the segment ${name}`}
      >
        {count}
      </Anchor>
    </Group>
  );
}
