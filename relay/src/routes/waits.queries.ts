import { column, defineQuery, type Wait } from '@perennial/db';
import type { EventType } from '@perennial/domain/events';

/**
 * Finds who waits for these types of events of these contacts (parallel lists), and records that the events concern them. Runs in groups
 * are locked first, in the order of their IDs: whoever looks back for an event locks its run before it records the same, and a batch of runs
 * would otherwise wait for it while this transaction waits for the batch.
 */
export const wakeWaiting = defineQuery<
  [eventIds: readonly string[], contactIds: readonly string[], types: readonly EventType[]]
>()({
  prepared: true,
  columns: { eventId: column.uuid, ownerKind: column.text<Wait['ownerKind']>(), ownerId: column.uuid },
  sql: `with matched as (
      select entry.event_id, w.owner_kind, w.owner_id
      from unnest($1::uuid[], $2::uuid[], $3::text[]) as entry(event_id, contact_id, type)
      join wait w on w.contact_id = entry.contact_id and w.event_types @> array[entry.type]
    ), held as (
      select id from automation_run where grouped and id = any(array(select owner_id from matched where owner_kind = 'run'))
       order by id for update
    ), written as (
      insert into wake (owner_kind, owner_id, event_id)
      select owner_kind, owner_id, event_id from matched where (select count(*) from held) >= 0 on conflict do nothing
    )
    select event_id, owner_kind, owner_id from matched`,
});
