import { Anchor, Skeleton, Text } from '@mantine/core';
import type { Condition } from '@perennial/domain/conditions';
import { Link } from 'react-router';
import { messageOf } from '../../../ui/api/failure';
import { contactsIn, usePeopleWho } from './segment';

interface PeopleProps {
  readonly id: string;
  readonly name: string;
  readonly condition: Condition;
}

/** How many contacts are in a segment, with a link to them. */
export function People({ id, name, condition }: PeopleProps) {
  const people = usePeopleWho(condition);
  if (people.isError)
    return (
      <Text span size="sm" c="dimmed" title={messageOf(people.error)}>
        Not counted
      </Text>
    );
  if (!people.data) return <Skeleton height={14} width={40} display="inline-block" />;
  const { total, totalIsExact } = people.data;
  const count = `${total.toLocaleString('en')}${totalIsExact ? '' : '+'}`;
  return (
    <Anchor
      component={Link}
      to={contactsIn(id)}
      className="p-numbers"
      aria-label={`${count} ${total === 1 ? 'contact' : 'contacts'} in the segment ${name}`}
    >
      {count}
    </Anchor>
  );
}
