import { StripeConnection, StripeEvent, type Tenancy } from '@perennial/db';
import { type Clocks, type EventLog } from '@perennial/services';
import { z } from 'zod';
import type { StripeEventEnvelope } from './event-envelope.js';

/** What of an event is stored; its object only points to a membership. */
type StoredEvent = Pick<StripeEventEnvelope, 'id' | 'type' | 'created'> & { readonly data: { readonly object: unknown } };

const idOf = z.union([z.string(), z.looseObject({ id: z.string() }).transform((object) => object.id)]).nullish();
const metadata = z.looseObject({ membershipId: z.string().optional() }).nullish();
/** The few fields of a Stripe object that say which membership it belongs to. Its facts are re-read, never taken from here. */
const pointers = z.looseObject({
  id: z.string().optional(),
  metadata,
  client_reference_id: z.string().nullish(),
  subscription: idOf.catch(null),
  parent: z
    .looseObject({ subscription_details: z.looseObject({ metadata, subscription: idOf }).nullish() })
    .nullish()
    .catch(null),
});

/** Where Stripe's events are kept, once each, whichever way they came: pushed by a webhook or found by the sweep. */
export class StripeEventStore {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  /**
   * Stores an event and tells the relay, in the open scope.
   * @returns whether it was new
   */
  async store(connection: StripeConnection, event: StoredEvent, source: StripeEvent['source']): Promise<boolean> {
    const inserted = await this.tenancy.row(
      `insert into stripe_event (connection_id, stripe_event_id, type, stripe_created_at, source) values ($1, $2, $3, $4, $5)
       on conflict (connection_id, stripe_event_id) do nothing returning id`,
      [connection.id, event.id, event.type, new Date(event.created * 1000), source],
    );
    if (!inserted) return false;
    await this.tenancy.repo(StripeConnection).update({ id: connection.id }, { lastEventAt: this.clocks.wall() });
    const membership = await this.#membershipOf(event.data.object);
    await this.events.record({
      type: 'stripe.event_received',
      contactId: membership?.contactId ?? null,
      occurredAt: await this.clocks.nowFor(membership?.contactId ?? null),
      data: { stripeEventId: event.id, stripeType: event.type, membershipId: membership?.id ?? null },
    });
    return true;
  }

  /** The membership that a Stripe object belongs to, by what we wrote on it or by its subscription. */
  async #membershipOf(object: unknown): Promise<{ id: string; contactId: string } | null> {
    const read = pointers.safeParse(object);
    if (!read.success) return null;
    const { id, metadata: own, client_reference_id, subscription, parent } = read.data;
    const details = parent?.subscription_details;
    const ours = [own?.membershipId, client_reference_id, details?.metadata?.membershipId].find(
      (candidate) => z.uuid().safeParse(candidate).success,
    );
    const subscriptions = [id, subscription, details?.subscription].filter((candidate) => /^sub_\w+$/.test(candidate ?? ''));
    const row = await this.tenancy.row<{ id: string; contactId: string }>(
      `select id, contact_id as "contactId" from membership where id = $1::uuid or stripe_subscription_id = any($2::text[])
        order by (id = $1::uuid) desc nulls last limit 1`,
      [ours ?? null, subscriptions],
    );
    return row ?? null;
  }
}
