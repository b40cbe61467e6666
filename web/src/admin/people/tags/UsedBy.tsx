import { Anchor, Skeleton, Text } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../../ui/api/failure';
import { type Tag, useTag } from './tag';

/** "1 contact", "1,200 contacts". */
export const peopleOf = (people: number): string => (people === 1 ? '1 contact' : `${people.toLocaleString('en')} contacts`);

/** The automations that use a tag, each with a link. `some` continues "2 automations". */
export function UsedBy({ tag, none, some }: { tag: Tag; none: string; some: string }) {
  const detail = useTag(tag.id);
  if (detail.isError) return messageOf(detail.error);
  if (!detail.data) return <Skeleton h={16} />;
  const { automations } = detail.data;
  if (automations.length === 0) return none;
  const one = automations.length === 1;
  return (
    <>
      {one ? '1 automation' : `${automations.length} automations`} {one ? some.replace(/^use /, 'uses ') : some}{' '}
      <Links to="/automations" records={automations} />
    </>
  );
}

/** The segments whose condition names a tag, each with a link; nothing if there are none. */
export function SegmentsWith({ tag }: { tag: Tag }) {
  const segments = useTag(tag.id).data?.segments ?? [];
  if (segments.length === 0) return null;
  return (
    <Text size="sm" component="div">
      {segments.length === 1 ? '1 segment uses' : `${segments.length} segments use`} it:{' '}
      <Links to="/contacts/segments" records={segments} />
    </Text>
  );
}

/** Records by their names, each a link. */
function Links({ to, records }: { to: string; records: readonly { readonly id: string; readonly name: string }[] }) {
  return records.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      <Anchor component={Link} to={`${to}/${id}`} inherit>
        {name}
      </Anchor>
    </Fragment>
  ));
}
