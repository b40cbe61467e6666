import { column, defineQuery, type StripeEvent } from '@perennial/db';

/** Stores a Stripe event. No row if it is already stored. */
export const storeEvent = defineQuery<
  [connectionId: string, stripeEventId: string, type: string, createdAt: Date, source: StripeEvent['source']]
>()({
  columns: { id: column.uuid },
  sql: `insert into stripe_event (connection_id, stripe_event_id, type, stripe_created_at, source) values ($1, $2, $3, $4, $5)
    on conflict (connection_id, stripe_event_id) do nothing returning id`,
});

/** The membership with an ID or with one of some subscriptions; the ID is preferred. */
export const membershipOf = defineQuery<[id: string | null, subscriptionIds: readonly string[]]>()({
  columns: { id: column.uuid, contactId: column.uuid },
  sql: `select id, contact_id from membership where id = $1::uuid or stripe_subscription_id = any($2::text[])
    order by (id = $1::uuid) desc nulls last limit 1`,
});
