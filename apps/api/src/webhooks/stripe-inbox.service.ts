import { Injectable } from '@nestjs/common';
import { Clocks, EventLog, StripeConnection, StripeEvent, Tenancy } from '@perennial/db';
import { endpointSecretPlace, SecretBox } from '@perennial/stripe';
import Stripe from 'stripe';
import { z } from 'zod';
import { Lookups } from '../database/lookups.js';
import { notFound, Refusal } from '../http/refusal.js';

const toleranceSeconds = 300;

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

/** Stripe's events: verified, stored once, told to the relay, answered before any work. */
@Injectable()
export class StripeInbox {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookups: Lookups,
    private readonly secrets: SecretBox,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  async receive(connectionId: string, body: Buffer | undefined, signature: string | undefined): Promise<{ received: true }> {
    const schoolId = await this.lookups.schoolOfStripeConnection(connectionId);
    if (!schoolId) throw notFound('endpoint');
    await this.tenancy.withSchool(schoolId, async () => {
      const connection = await this.tenancy.repo(StripeConnection).findOneByOrFail({ id: connectionId });
      await this.#store(connection, this.#verify(connection, body, signature));
    });
    return { received: true };
  }

  #verify(connection: StripeConnection, body: Buffer | undefined, signature: string | undefined): Stripe.Event {
    for (const sealed of connection.encryptedEndpointSecrets) {
      const secret = this.secrets.open(sealed, endpointSecretPlace(connection.id));
      try {
        return Stripe.webhooks.constructEvent(body ?? '', signature ?? '', secret, toleranceSeconds);
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
      }
    }
    throw new Refusal('bad_signature', 'The Stripe-Signature header does not fit this body, or is older than five minutes.');
  }

  async #store(connection: StripeConnection, event: Stripe.Event): Promise<void> {
    if (event.livemode !== (connection.mode === 'live'))
      throw new Refusal('bad_signature', `This endpoint takes ${connection.mode} events only.`);
    const inserted = await this.tenancy
      .repo(StripeEvent)
      .createQueryBuilder()
      .insert()
      .values({
        connectionId: connection.id,
        stripeEventId: event.id,
        type: event.type,
        stripeCreatedAt: new Date(event.created * 1000),
        source: 'webhook',
      })
      .orIgnore()
      .returning('id')
      .execute();
    if ((inserted.raw as object[]).length === 0) return;
    await this.tenancy.repo(StripeConnection).update({ id: connection.id }, { lastEventAt: this.clocks.wall() });
    const membership = await this.#membershipOf(event.data.object);
    await this.events.record({
      type: 'stripe.event_received',
      contactId: membership?.contactId ?? null,
      occurredAt: await this.clocks.nowFor(membership?.contactId ?? null),
      data: { stripeEventId: event.id, stripeType: event.type, membershipId: membership?.id ?? null },
    });
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
    const subscriptions = [id, subscription, details?.subscription].filter((candidate) => candidate?.startsWith('sub_'));
    const row = await this.tenancy.row<{ id: string; contactId: string }>(
      `select id, contact_id as "contactId" from membership where id = $1::uuid or stripe_subscription_id = any($2::text[])
        order by (id = $1::uuid) desc nulls last limit 1`,
      [ours ?? null, subscriptions],
    );
    return row ?? null;
  }
}
