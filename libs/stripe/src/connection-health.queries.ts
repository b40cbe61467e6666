import { column, defineQuery, type StripeBreakReason } from '@perennial/db';

/** Marks the connection with this stored key as broken. No row if it was already broken. */
export const breakConnection = defineQuery<[key: string, now: Date, reason: StripeBreakReason]>()({
  columns: { id: column.uuid },
  sql: `update stripe_connection set state = 'broken', broken_since = $2, broken_reason = $3
    where encrypted_key = $1 and state = 'connected' returning id`,
});

/** A rejected key takes precedence over a missing permission. */
export const worsenReason = defineQuery<[key: string, reason: StripeBreakReason]>()({
  columns: {},
  sql: `update stripe_connection set broken_reason = $2 where encrypted_key = $1 and state = 'broken' and broken_reason <> $2`,
});

/** Marks a connection as working that was broken for this reason, or whose key was rejected. */
export const restoreConnection = defineQuery<[key: string, reason: StripeBreakReason]>()({
  columns: { id: column.uuid },
  sql: `update stripe_connection set state = 'connected', broken_since = null, broken_reason = null, catch_up = true
    where encrypted_key = $1 and state = 'broken' and broken_reason in ('key_rejected', $2) returning id`,
});

/** Memberships that wait for a working connection. */
export const refusedMemberships = defineQuery()({
  columns: { id: column.uuid, contactId: column.uuid },
  sql: `select id, contact_id from membership
    where problem in ('connection', 'disconnected') and state not in ('ended', 'abandoned') order by id`,
});
