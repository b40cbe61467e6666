import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Membership, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { idempotencyKey, StripeClients } from '@perennial/stripe';
import Stripe from 'stripe';
import { Repository } from 'typeorm';
import { Refusal } from '../../platform/http/refusal.js';
import type { Purchase } from './purchase.js';
import { StripeCustomers } from './stripe-customers.js';

const bucketMs = 30 * 60_000;
/** Stripe's limit is 24 hours; the bucket leaves room for clocks that differ. */
const lifetimeMs = 23 * 3_600_000;

/** Payment pages at Stripe: one open page per pending membership. */
@Injectable()
export class CheckoutSessions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly clients: StripeClients,
    private readonly customers: StripeCustomers,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
  ) {}

  /**
   * URL of the payment page of a purchase. The same browser gets the open page, so that a double click or a second tab pays
   * once. Another browser gets its own page, and the earlier one is closed.
   */
  async openFor(purchase: Purchase, origin: string, mark: string): Promise<string> {
    const stripe = await this.clients.for(purchase.schoolId);
    const customer = await this.customers.of(purchase.schoolId, purchase.contactId);
    // Another tab may win between two steps; then its page is the one to return.
    for (let attempt = 0; attempt < 4; attempt++) {
      const { previous, paid } = await this.#currentSession(purchase);
      // Just paid in another tab; the return page shows it.
      if (paid) return returnUrl(origin, paid);
      const known = previous ? await stripe.checkout.sessions.retrieve(previous) : null;
      if (known?.status === 'complete') return returnUrl(origin, known.id);
      if (known?.status === 'open' && known.url && isFor(known, purchase, customer, mark)) return known.url;
      const made = await this.#create(stripe, purchase, customer, origin, mark, previous);
      const kept = await this.#keep(purchase, previous, made.id);
      if (kept && known?.status === 'open') {
        const paid = await this.#close(stripe, purchase, made.id, known.id);
        if (paid) return returnUrl(origin, known.id);
      }
      if (kept && made.url) {
        if (purchase.trialDays > 0) await this.#closeOtherTrials(stripe, purchase);
        return made.url;
      }
      if (!kept && made.id !== (await this.#currentSession(purchase)).previous) await expire(stripe, made.id);
    }
    throw new Refusal('conflict', 'This purchase was started several times at once. Wait a moment and try again.');
  }

  /** The session at Stripe. */
  async read(schoolId: string, sessionId: string): Promise<Stripe.Checkout.Session> {
    return (await this.clients.for(schoolId)).checkout.sessions.retrieve(sessionId);
  }

  /**
   * The return page, if this browser made the purchase of a session; null for any other browser, which must not learn about it.
   */
  async pageOfBuyer(schoolId: string, sessionId: string, origin: string, mark: string): Promise<string | null> {
    const session = await this.read(schoolId, sessionId);
    return session.status === 'complete' && session.metadata?.browser === mark ? returnUrl(origin, sessionId) : null;
  }

  #currentSession({ schoolId, membershipId }: Purchase): Promise<{ previous: string | null; paid: string | null }> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { state, stripeCheckoutSessionId } = await this.memberships.findOneByOrFail({ id: membershipId });
      if (state === 'pending') return { previous: stripeCheckoutSessionId, paid: null };
      if (state !== 'abandoned' && stripeCheckoutSessionId) return { previous: null, paid: stripeCheckoutSessionId };
      throw new Refusal('conflict', 'The payment page was closed in the meantime. Try again.');
    });
  }

  /** One trial per person: a page for another plan that was opened before this one would start a second. */
  async #closeOtherTrials(stripe: Stripe, { schoolId, contactId, membershipId }: Purchase): Promise<void> {
    const others = await this.tenancy.withSchool(schoolId, () =>
      this.tenancy.rows<{ session: string }>(
        `select stripe_checkout_session_id as session from membership
          where contact_id = $1 and id <> $2 and state = 'pending' and stripe_checkout_session_id is not null`,
        [contactId, membershipId],
      ),
    );
    for (const { session } of others) {
      const { status, metadata } = await stripe.checkout.sessions.retrieve(session);
      if (status === 'open' && !metadata?.terms?.endsWith(':0')) await expire(stripe, session);
    }
  }

  async #create(
    stripe: Stripe,
    { schoolId, plan, membershipId, onTestClock, trialDays }: Purchase,
    customer: string,
    origin: string,
    mark: string,
    previous: string | null,
  ): Promise<Stripe.Checkout.Session> {
    if (!plan.stripePriceId) throw new Refusal('not_possible_now', 'This membership is not ready for sale yet. Try again later.');
    const bucket = Math.floor(this.clocks.wall().getTime() / bucketMs);
    const metadata = { membershipId, schoolId };
    return stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        customer,
        line_items: [{ price: plan.stripePriceId, quantity: 1 }],
        client_reference_id: membershipId,
        metadata: { ...metadata, browser: mark, terms: termsOf(plan.stripePriceId, trialDays) },
        payment_method_collection: trialDays > 0 && !plan.requireCardBeforeTrial ? 'if_required' : 'always',
        subscription_data: {
          metadata,
          ...(trialDays > 0 && {
            trial_period_days: trialDays,
            trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
          }),
        },
        // The plan's page offers a trial to everyone, so people without a trial are told before paying.
        ...(plan.trialDays > 0 &&
          trialDays === 0 && {
            custom_text: { submit: { message: 'The free trial is for new members, so the price is due today.' } },
          }),
        success_url: returnUrl(origin, '{CHECKOUT_SESSION_ID}'),
        cancel_url: `${origin}/plans/${plan.slug}?checkout=left`,
        // On a test clock, wall-clock time does not determine when a page is too old.
        ...(!onTestClock && { expires_at: Math.floor((bucket * bucketMs + lifetimeMs) / 1000) }),
      },
      // Includes the previous session, so that a repeat returns the same page and a page after an expired one is new.
      {
        idempotencyKey: idempotencyKey(
          'membership',
          membershipId,
          'checkout',
          previous ?? 'first',
          mark.slice(0, 16),
          plan.stripePriceId,
          trialDays,
          bucket,
        ),
      },
    );
  }

  /** Makes a session the membership's current one unless another tab was faster, and records that a checkout started. */
  #keep({ schoolId, plan, membershipId, contactId }: Purchase, previous: string | null, sessionId: string): Promise<boolean> {
    return this.tenancy.withSchool(schoolId, async () => {
      const kept = await this.tenancy.rows<object>(
        `update membership set stripe_checkout_session_id = $3, price_amount = $4, currency = $5, interval_months = $6
          where id = $1 and state = 'pending' and stripe_checkout_session_id is not distinct from $2 returning id`,
        [membershipId, previous, sessionId, plan.priceAmount, plan.currency, plan.intervalMonths],
      );
      if (kept.length === 0) return false;
      await this.events.record({
        type: 'checkout.started',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        key: `membership:${membershipId}:checkout_started`,
        data: { membershipId, planId: plan.id, planTitle: plan.title, amount: plan.priceAmount, currency: plan.currency },
      });
      return true;
    });
  }

  /** Closes the earlier page. If it has just been paid, it remains the membership's page and the new one is closed. */
  async #close(stripe: Stripe, purchase: Purchase, current: string, earlier: string): Promise<boolean> {
    if (await expire(stripe, earlier)) return false;
    const { status } = await stripe.checkout.sessions.retrieve(earlier);
    if (status !== 'complete') return false;
    await this.#keep(purchase, current, earlier);
    await expire(stripe, current);
    return true;
  }
}

const returnUrl = (origin: string, sessionId: string): string => `${origin}/checkout/return?session=${sessionId}`;
const termsOf = (priceId: string, trialDays: number): string => `${priceId}:${trialDays}`;

const isFor = (session: Stripe.Checkout.Session, { plan, trialDays }: Purchase, customer: string, mark: string): boolean =>
  session.customer === customer &&
  session.metadata?.browser === mark &&
  session.metadata.terms === termsOf(plan.stripePriceId ?? '', trialDays);

/** @returns false if it was no longer open */
async function expire(stripe: Stripe, sessionId: string): Promise<boolean> {
  try {
    await stripe.checkout.sessions.expire(sessionId);
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
    throw error;
  }
}
