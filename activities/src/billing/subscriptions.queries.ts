import { column, defineQuery, type Membership, orNull, type QueryRow } from '@perennial/db';

/** Open memberships that have a subscription, with the dates that Stripe knows too. */
export const openMemberships = defineQuery()({
  columns: {
    id: column.uuid,
    contactId: column.uuid,
    state: column.text<Membership['state']>(),
    endsAt: orNull(column.timestamp),
    graceEndsAt: orNull(column.timestamp),
    currentPeriodEndsAt: orNull(column.timestamp),
    subscriptionId: column.text(),
  },
  sql: `select id, contact_id, state, ends_at, grace_ends_at, current_period_ends_at, stripe_subscription_id as subscription_id
          from membership where state not in ('ended', 'abandoned') and stripe_subscription_id is not null`,
});

/** A row of {@link openMemberships}. */
export type OpenMembership = QueryRow<typeof openMemberships>;

/** Memberships on the wall clock that were due before an instant. */
export const overdueMemberships = defineQuery<[before: Date]>()({
  columns: { id: column.uuid, contactId: column.uuid },
  sql: `select m.id, m.contact_id from wait w join membership m on m.id = w.owner_id
         where w.owner_kind = 'membership' and w.clock_id is null and w.due_at < $1`,
});
