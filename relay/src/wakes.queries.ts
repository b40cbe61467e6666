import { defineQuery, type Wait } from '@perennial/db';

/** Records wakes for waiting workflows, which delete the rows that they have read. */
export const recordWakes = defineQuery<[ownerKind: Wait['ownerKind'], ownerIds: readonly string[], eventId: string]>()({
  prepared: true,
  columns: {},
  sql: 'insert into wake (owner_kind, owner_id, event_id) select $1, unnest($2::uuid[]), $3 on conflict do nothing',
});
