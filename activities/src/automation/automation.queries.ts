import { column, defineQuery, type Effect, orNull, type QueryRow } from '@perennial/db';

const eventColumns = {
  id: column.uuid,
  type: column.text(),
  occurredAt: column.timestamp,
  data: column.json<Record<string, unknown>>(),
};

/**
 * Events of a contact that may end a wait or a run, and that were recorded before the wait was. The event that entered the run does not
 * count. No event has an ID below `from`: partitions before it are not read.
 */
export const eventsBeforeWait = defineQuery<
  [contactId: string, entered: string, awaited: readonly string[], since: Date | string, leaving: readonly string[], from: string]
>()({
  columns: eventColumns,
  prepared: true,
  sql: `select id, type, occurred_at, data from event
         where contact_id = $1 and id <> $2 and id >= $6 and ((type = any($3) and occurred_at >= $4) or (type = any($5) and id > $2))
         order by id limit 1000`,
});

/** An event that a run may have awaited. */
export type EventRow = QueryRow<typeof eventsBeforeWait>;

/** Adds an event to the wake rows of a run. */
export const wakeRun = defineQuery<[runId: string, eventId: string]>()({
  columns: {},
  sql: `insert into wake (owner_kind, owner_id, event_id) values ('run', $1, $2) on conflict do nothing`,
});

/** How an effect ended. */
export const effectResult = defineQuery<[key: string]>()({
  columns: { state: column.text<Effect['state']>(), outputs: orNull(column.json<Record<string, unknown>>()) },
  sql: 'select state, outputs from effect where key = $1',
});
