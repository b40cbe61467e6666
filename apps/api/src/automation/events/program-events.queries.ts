import { column, defineQuery } from '@perennial/db';

/**
 * Stores events of programs in a transaction of its own, given as columns, and returns the positions of those that it stored. It
 * enters the school itself, so it needs no open scope. It leaves out events whose contact is unknown, lacks what the event would
 * add, or is on a test clock, and those under an Idempotency-Key that was used before. A list must contain each key only once,
 * because the second use of a key must find the first.
 */
export const storeProgramEvents = defineQuery<
  [
    schoolId: string,
    emails: readonly string[],
    names: readonly (string | null)[],
    timeZones: readonly (string | null)[],
    occurredAt: readonly Date[],
    data: readonly string[],
    requestIds: readonly (string | null)[],
    apiKeyIds: readonly string[],
    keys: readonly (string | null)[],
    requestHashes: readonly (string | null)[],
  ]
>()({
  prepared: true,
  columns: { place: column.integer, id: column.uuid, contactId: column.uuid },
  sql: 'select place, id, contact_id from store_program_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
});
