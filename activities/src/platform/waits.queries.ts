import { column, defineQuery, type Wait } from '@perennial/db';

type Owner = [ownerKind: Wait['ownerKind'], ownerId: string];

/** Stores what an owner waits for, in place of its earlier waits. */
export const setWait = defineQuery<
  [...Owner, contactId: string, clockId: string | null, reason: string, dueAt: Date | null, eventTypes: readonly string[]]
>()({
  columns: {},
  sql: `insert into wait (owner_kind, owner_id, contact_id, clock_id, reason, due_at, event_types) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (owner_kind, owner_id) do update set reason = excluded.reason, due_at = excluded.due_at, event_types = excluded.event_types`,
});

/** Deletes what an owner waits for. */
export const deleteWait = defineQuery<Owner>()({
  columns: {},
  sql: 'delete from wait where owner_kind = $1 and owner_id = $2',
});

/** When an owner is due. */
export const dueDate = defineQuery<Owner>()({
  columns: { dueAt: column.timestamp },
  sql: 'select due_at from wait where owner_kind = $1 and owner_id = $2',
});

/** Deletes every event that an owner has not processed. */
export const deleteWakes = defineQuery<Owner>()({
  columns: {},
  sql: 'delete from wake where owner_kind = $1 and owner_id = $2',
});

/** Deletes events that an owner has processed. */
export const deleteProcessed = defineQuery<[...Owner, eventIds: readonly string[]]>()({
  columns: {},
  sql: 'delete from wake where owner_kind = $1 and owner_id = $2 and event_id = any($3)',
});

/** Unprocessed events of an owner, oldest first. */
export const wakesOf = defineQuery<Owner>()({
  columns: {
    eventId: column.uuid,
    depth: column.integer,
    type: column.text(),
    occurredAt: column.timestamp,
    data: column.json<Record<string, unknown>>(),
  },
  sql: `select w.event_id, e.depth, e.type, e.occurred_at, e.data from wake w join event e on e.id = w.event_id
         where w.owner_kind = $1 and w.owner_id = $2 order by w.event_id`,
});
