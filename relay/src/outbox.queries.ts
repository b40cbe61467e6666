import { column, defineQuery, orNull } from '@perennial/db';
import type { EventType } from '@perennial/domain/events';

const lanesAtOnce = 16;
/** Entries of one lane taken at once: a lane that is stuck leaves room for the others. */
const perLane = 25;

/** Claims lanes that have entries and no owner, or one that has disappeared, for some milliseconds. */
export const claimLanes = defineQuery<[owner: string, lease: number]>()({
  prepared: true,
  columns: { id: column.smallint },
  sql: `update lane set claimed_by = $1, claimed_until = clock_timestamp() + $2::int * interval '1 millisecond'
    where id in (select id from lane l where exists (select from outbox o where o.lane = l.id)
                    and (claimed_until is null or claimed_until < clock_timestamp())
                  order by random() limit ${lanesAtOnce} for update skip locked)
    returning id`,
});

/**
 * The first entries of lanes, with their events. In a later statement than the claim. The generation of the triggers comes from the same
 * snapshot as the event: an event that was recorded after a publish is never read with a generation from before it.
 */
export const firstEntries = defineQuery<[lanes: readonly number[]]>()({
  prepared: true,
  columns: {
    seq: column.bigint,
    lane: column.smallint,
    schoolId: column.uuid,
    calls: column.json<unknown>(),
    cursor: column.json<{ readonly router: string; readonly after: string } | null>(),
    triggerGeneration: column.integer,
    id: column.uuid,
    type: column.text<EventType>(),
    contactId: orNull(column.uuid),
    occurredAt: column.timestamp,
    data: column.json<Record<string, unknown>>(),
    causationId: orNull(column.uuid),
    depth: column.integer,
    requestId: orNull(column.text()),
  },
  sql: `select o.seq, o.lane, o.school_id, o.calls, o.cursor,
      coalesce((select g.generation from trigger_generation g where g.school_id = o.school_id), 0) as trigger_generation,
      e.id, e.type, e.contact_id, e.occurred_at, e.data, e.causation_id, e.depth, e.request_id
    from unnest($1::smallint[]) as taken(lane)
    cross join lateral (select * from outbox where outbox.lane = taken.lane order by seq limit ${perLane}) o
    cross join lateral (select * from event where event.id = o.event_id limit 1) e
    order by o.seq`,
});

/** Extends a claim by some milliseconds. */
export const renewClaim = defineQuery<[owner: string, lease: number]>()({
  prepared: true,
  columns: { id: column.smallint },
  sql: `update lane set claimed_until = clock_timestamp() + $2::int * interval '1 millisecond' where claimed_by = $1 returning id`,
});

/** Stores the calls of decided entries, as parallel lists, and removes those without calls. */
export const storeDecisions = defineQuery<[seqs: readonly string[], calls: readonly string[], finished: readonly string[]]>()({
  prepared: true,
  columns: {},
  sql: `with stored as (
      update outbox o set calls = d.calls::jsonb from unnest($1::bigint[], $2::text[]) as d(seq, calls) where o.seq = d.seq
    )
    delete from outbox where seq = any($3::bigint[])`,
});

/** Appends the next batch of an event that concerns many. */
export const appendEntry = defineQuery<[eventId: string, lane: number, cursor: string]>()({
  columns: {},
  sql: 'insert into outbox (event_id, lane, cursor) values ($1, $2, $3)',
});

/** Removes delivered entries, and gives up lanes that are still claimed. */
export const completeEntries = defineQuery<[delivered: readonly string[], lanes: readonly number[], owner: string]>()({
  prepared: true,
  columns: {},
  sql: `with removed as (delete from outbox where seq = any($1::bigint[]))
    update lane set claimed_by = null, claimed_until = null where id = any($2::smallint[]) and claimed_by = $3`,
});
