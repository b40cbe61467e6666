import { StripeConnection, StripeEvent, type Tenancy } from '@perennial/db';
import { type Clocks, type EventLog } from '@perennial/services';
import { z } from 'zod';
import type { StripeEventEnvelope } from './event-envelope.js';
import { membershipOf, storeEvent } from './event-store.queries.js';

/** Stored fields of an event. Its object is used only to find the membership. */
type StoredEvent = Pick<StripeEventEnvelope, 'id' | 'type' | 'created'> & { readonly data: { readonly object: unknown } };

const idOf = z.union([z.string(), z.looseObject({ id: z.string() }).transform((object) => object.id)]).nullish();
const metadata = z.looseObject({ membershipId: z.string().optional() }).nullish();
/** The fields of a Stripe object that identify its membership. Other data is re-read from Stripe. */
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

/** Stores each Stripe event once, whether it came by webhook or by polling. */
export class StripeEventStore {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  /**
   * Stores an event and its outbox entry, in the open scope.
   * @returns whether it was new
   */
  async store(connection: StripeConnection, event: StoredEvent, source: StripeEvent['source']): Promise<boolean> {
    const createdAt = new Date(event.created * 1000);
    const inserted = await this.tenancy.rowOf(storeEvent, connection.id, event.id, event.type, createdAt, source);
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

  /** The membership of a Stripe object, by our metadata or by its subscription. */
  async #membershipOf(object: unknown): Promise<{ id: string; contactId: string } | null> {
    const read = pointers.safeParse(object);
    if (!read.success) return null;
    const { id, metadata: own, client_reference_id, subscription, parent } = read.data;
    const details = parent?.subscription_details;
    const ours = [own?.membershipId, client_reference_id, details?.metadata?.membershipId].find(
      (candidate) => z.uuid().safeParse(candidate).success,
    );
    const subscriptions = [id, subscription, details?.subscription].filter(
      (candidate): candidate is string => typeof candidate === 'string' && /^sub_\w+$/.test(candidate),
    );
    return (await this.tenancy.rowOf(membershipOf, ours ?? null, subscriptions)) ?? null;
  }
}
