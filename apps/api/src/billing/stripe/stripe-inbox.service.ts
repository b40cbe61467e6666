import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { StripeConnection, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { endpointSecretPlace, SecretBox, StripeEventEnvelope, StripeEventStore } from '@perennial/stripe';
import Stripe from 'stripe';
import { Repository } from 'typeorm';
import { Lookups } from '../../platform/database/lookups.js';
import { notFound, Refusal } from '../../platform/http/refusal.js';

const toleranceSeconds = 300;

/** Receives Stripe's events: verifies them, stores each once with an outbox entry, and responds before any work. */
@Injectable()
export class StripeInbox {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly lookups: Lookups,
    private readonly secrets: SecretBox,
    private readonly store: StripeEventStore,
    @InjectRepository(StripeConnection) private readonly stripeConnections: Repository<StripeConnection>,
  ) {}

  async receive(connectionId: string, body: Buffer | undefined, signature: string | undefined): Promise<{ received: true }> {
    const schoolId = await this.lookups.schoolOfStripeConnection(connectionId);
    if (!schoolId) throw notFound('endpoint');
    await this.tenancy.withSchool(schoolId, async () => {
      const connection = await this.stripeConnections.findOneByOrFail({ id: connectionId });
      this.#verify(connection, body, signature);
      await this.#store(connection, readEvent(body));
    });
    return { received: true };
  }

  #verify(connection: StripeConnection, body: Buffer | undefined, signature: string | undefined): void {
    // Stripe's library refuses only old signatures, so a signature with a future date would stay valid until after that date.
    if (Number(/(?:^|,)t=(\d+)/.exec(signature ?? '')?.[1]) * 1000 > this.clocks.wall().getTime() + toleranceSeconds * 1000)
      throw new Refusal('bad_signature', 'The Stripe-Signature header is dated more than five minutes ahead.');
    const { signature: signatures } = Stripe.webhooks;
    if (!signatures) throw new Error('this build of the Stripe client cannot verify signatures');
    for (const sealed of connection.encryptedEndpointSecrets) {
      const secret = this.secrets.open(sealed, endpointSecretPlace(connection.id));
      try {
        signatures.verifyHeader(body ?? '', signature ?? '', secret, toleranceSeconds);
        return;
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
      }
    }
    throw new Refusal('bad_signature', 'The Stripe-Signature header does not match this body or is older than five minutes.');
  }

  async #store(connection: StripeConnection, event: StripeEventEnvelope): Promise<void> {
    if (event.livemode !== (connection.mode === 'live'))
      throw new Refusal('bad_signature', `This endpoint accepts only ${connection.mode} events.`);
    await this.store.store(connection, event, 'webhook');
  }
}

/** A signed body may still be malformed. A 400 names the problem; a 500 would look like our error. */
function readEvent(body: Buffer | undefined): StripeEventEnvelope {
  const read = StripeEventEnvelope.safeParse(JSON.parse(body?.toString('utf8') || 'null'));
  if (read.success) return read.data;
  const details = read.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message }));
  throw new Refusal('invalid_input', `The body is not a Stripe event: check ${details.map(({ field }) => field).join(', ')}.`, {
    details,
  });
}
