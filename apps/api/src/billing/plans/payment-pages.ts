import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Membership, Tenancy } from '@perennial/db';
import { StripeClients, StripeNotConnectedError } from '@perennial/stripe';
import Stripe from 'stripe';
import { IsNull, Not, Repository } from 'typeorm';

/** Open payment pages of a plan. */
@Injectable()
export class PaymentPages {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: StripeClients,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
  ) {}

  /** Closes the open payment pages of a plan that is off sale or has a new price. Buyers on one are sent back to the plan. */
  async close(schoolId: string, planId: string): Promise<void> {
    const waiting = await this.tenancy.withSchool(schoolId, () =>
      this.memberships.findBy({ planId, state: 'pending', stripeCheckoutSessionId: Not(IsNull()) }),
    );
    if (waiting.length === 0) return;
    const stripe = await this.clients.for(schoolId).catch((error: unknown) => {
      if (error instanceof StripeNotConnectedError) return null;
      throw error;
    });
    // Without a connection there is no key for the request.
    if (!stripe) return;
    for (const { stripeCheckoutSessionId } of waiting) if (stripeCheckoutSessionId) await expire(stripe, stripeCheckoutSessionId);
  }
}

async function expire(stripe: Stripe, sessionId: string): Promise<void> {
  try {
    await stripe.checkout.sessions.expire(sessionId);
  } catch (error) {
    // Paid or expired in the meantime.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}
