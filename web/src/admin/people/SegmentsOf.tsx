import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { useSegmentsOf } from './contact';

/** The segments that a person is in, each with a link. Nothing without one. */
export function SegmentsOf({ contactId }: { contactId: string }) {
  const segments = useSegmentsOf(contactId).data?.items ?? [];
  if (segments.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" mt={6}>
      {segments.length === 1 ? 'In the segment ' : 'In the segments '}
      {segments.map(({ id, name }, place) => (
        <Fragment key={id}>
          {place > 0 && ', '}
          <Anchor component={Link} to={`/contacts/segments/${id}`} size="sm">
            {name}
          </Anchor>
        </Fragment>
      ))}
    </Text>
  );
}
