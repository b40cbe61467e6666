import { Injectable } from '@nestjs/common';
import { StripeConnection, Tenancy } from '@perennial/db';
import { endpointSecretPlace, SecretBox, StripeEventStore } from '@perennial/stripe';
import Stripe from 'stripe';
import { Lookups } from '../database/lookups.js';
import { notFound, Refusal } from '../http/refusal.js';

const toleranceSeconds = 300;

/** Stripe's events: verified, stored once, told to the relay, answered before any work. */
@Injectable()
export class StripeInbox {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookups: Lookups,
    private readonly secrets: SecretBox,
    private readonly store: StripeEventStore,
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
    await this.store.store(connection, event, 'webhook');
  }
}
