import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Invoice, Membership, Tenancy } from '@perennial/db';
import { endOf } from '@perennial/domain/billing';
import { Clocks, EventLog } from '@perennial/services';
import { cardOnFile, readSubscription, StripeClients, useNewestCard } from '@perennial/stripe';
import Stripe from 'stripe';
import { Repository } from 'typeorm';
import type { SignedInMember } from '../../identity/auth/member.guard.js';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import { isoOrNull } from '../../platform/http/schemas.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { CardPages } from './card-pages.js';
import { actionsOf } from './membership-status.js';
import { MembershipViews } from './membership-views.js';
import type { MembershipAction, MembershipView } from './memberships.schemas.js';

/** Actions of a member on a subscription at Stripe. The membership workflow re-reads it afterwards and records the changes. */
@Injectable()
export class MembershipActionsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly limiter: RateLimiter,
    private readonly clients: StripeClients,
    private readonly views: MembershipViews,
    private readonly cards: CardPages,
    @InjectRepository(Invoice) private readonly invoices: Repository<Invoice>,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
  ) {}

  list({ schoolId, contactId }: SignedInMember): Promise<MembershipView[]> {
    return this.tenancy.withSchool(schoolId, () => this.views.ofMember(contactId));
  }

  /**
   * Ends the membership with the paid period, or with its grace period if a charge is failing, or immediately if access has
   * ended.
   */
  async cancel(member: SignedInMember, id: string, reason: string | undefined): Promise<MembershipView> {
    const { membership, subscriptionId } = await this.#read(member, id, 'cancel');
    const stripe = await this.clients.for(member.schoolId);
    const commented = reason ? { cancellation_details: { comment: reason } } : {};
    const subscription =
      membership.state === 'paused' || membership.state === 'suspended'
        ? await stripe.subscriptions.cancel(subscriptionId, commented)
        : await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true, ...commented });
    return this.#settle(member, membership, subscription, 'cancelled in the portal');
  }

  async undoCancel(member: SignedInMember, id: string): Promise<MembershipView> {
    const { membership, subscriptionId } = await this.#read(member, id, 'undo_cancel');
    // Limited, because every change emails the staff. A cancellation is never refused.
    await this.limiter.spend(`undo-cancel:${id}`, { attempts: 3, seconds: 3600 });
    const stripe = await this.clients.for(member.schoolId);
    const present = await stripe.subscriptions.retrieve(subscriptionId);
    // A cancellation made in Stripe's own portal sets a date instead of the flag.
    const subscription = await stripe.subscriptions.update(
      subscriptionId,
      present.cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: '' },
    );
    return this.#settle(member, membership, subscription, 'cancellation undone in the portal');
  }

  /** Stripe's page for another card. */
  async card(member: SignedInMember, id: string, origin: string): Promise<{ url: string }> {
    const { membership, subscriptionId } = await this.#read(member, id, 'change_card');
    const back = `${origin}/memberships?card=${membership.id}`;
    return { url: await this.cards.open(member.schoolId, await this.#customerOf(member, subscriptionId), back) };
  }

  /** Back from Stripe's page for another card: the newest card becomes the one that is charged, and is shown. */
  async confirmCard(member: SignedInMember, id: string): Promise<MembershipView> {
    const { membership, subscriptionId } = await this.#read(member, id, 'change_card');
    const stripe = await this.clients.for(member.schoolId);
    const newest = await useNewestCard(stripe, subscriptionId);
    const card = newest ? cardOnFile(await stripe.paymentMethods.retrieve(newest)) : membership.card;
    const shown = Object.assign(new Membership(), membership, { card, hasCard: membership.hasCard || newest !== null });
    return this.#settle(member, shown, null, 'back from the card page');
  }

  /** Charges the open amount with the card on file. If the bank asks for confirmation, the view contains the page. */
  async payNow(member: SignedInMember, id: string): Promise<MembershipView> {
    const { membership, subscriptionId } = await this.#read(member, id, 'pay_now');
    // A series of charges could be used to test stolen cards.
    await this.limiter.spend(`pay-now:${member.contactId}`, { attempts: 10, seconds: 3600 });
    const stripe = await this.clients.for(member.schoolId);
    const card = await useNewestCard(stripe, subscriptionId);
    const { data: owed } = await stripe.invoices.list({ subscription: subscriptionId, status: 'open', limit: 10 });
    for (const invoice of owed) {
      if (!invoice.id) continue;
      try {
        await stripe.invoices.pay(invoice.id, card ? { payment_method: card } : {});
      } catch (error) {
        if (!wantsConfirmation(error)) throw error;
        await this.#noteConfirmation(member, invoice.id);
        break;
      }
    }
    return this.#settle(member, membership, null, 'paid in the portal');
  }

  #noteConfirmation({ schoolId }: SignedInMember, stripeInvoiceId: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.invoices.update({ stripeInvoiceId }, { needsConfirmation: true });
    });
  }

  /**
   * Starts a membership that paused after a trial without a card: asks for a card first. The membership's workflow resumes it
   * once there is one, whether or not the browser returns.
   */
  async start(member: SignedInMember, id: string, origin: string): Promise<{ url: string }> {
    const asked = await this.tenancy.withSchool(member.schoolId, async () => {
      const membership = await this.#own(member, id);
      if (membership.state === 'active' || membership.state === 'trialing') return null;
      const allowed = mayTake(membership, 'start_subscription');
      await this.memberships.update({ id }, { startRequestedAt: this.clocks.wall() });
      return allowed;
    });
    if (!asked) return { url: `${origin}/memberships` };
    const { membership, subscriptionId } = asked;
    const card = await useNewestCard(await this.clients.for(member.schoolId), subscriptionId);
    await this.#settle(member, membership, null, 'started in the portal');
    if (card) return { url: `${origin}/memberships` };
    const back = `${origin}/memberships?start=${membership.id}`;
    return { url: await this.cards.open(member.schoolId, await this.#customerOf(member, subscriptionId), back) };
  }

  /** The membership if it is this member's and may take this action now. */
  #read(member: SignedInMember, id: string, action: MembershipAction): Promise<Actionable> {
    return this.tenancy.withSchool(member.schoolId, async () => mayTake(await this.#own(member, id), action));
  }

  /** This member's membership, in the open scope. */
  async #own({ contactId }: SignedInMember, id: string): Promise<Membership> {
    return found(await this.memberships.findOneBy({ id, contactId }), 'membership');
  }

  async #customerOf({ schoolId, contactId }: SignedInMember, subscriptionId: string): Promise<string> {
    const row = await this.tenancy.withSchool(schoolId, () =>
      this.tenancy.row<{ id: string | null }>('select stripe_customer_id as id from contact where id = $1', [contactId]),
    );
    if (row?.id) return row.id;
    const { customer } = await (await this.clients.for(schoolId)).subscriptions.retrieve(subscriptionId);
    return typeof customer === 'string' ? customer : customer.id;
  }

  /** Requests a sync and returns Stripe's current state, which the row will have shortly. */
  #settle(
    { schoolId, contactId }: SignedInMember,
    membership: Membership,
    subscription: Stripe.Subscription | null,
    reason: string,
  ): Promise<MembershipView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.events.record({
        type: 'membership.sync_requested',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { membershipId: membership.id, reason },
      });
      const [view] = await this.views.views(contactId, [subscription ? asStripeSays(membership, subscription) : membership]);
      if (!view) throw notFound('membership');
      return view;
    });
  }
}

interface Actionable {
  readonly membership: Membership;
  readonly subscriptionId: string;
}

/** The bank asks the member to confirm the charge; the card itself is valid. */
const wantsConfirmation = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeCardError &&
  (error.code === 'authentication_required' || error.code === 'invoice_payment_intent_requires_action');

function mayTake(membership: Membership, action: MembershipAction): Actionable {
  if (!membership.stripeSubscriptionId || !actionsOf(membership).includes(action))
    throw new Refusal('not_possible_now', 'The membership’s current state does not allow this. Reload the page and check again.');
  return { membership, subscriptionId: membership.stripeSubscriptionId };
}

/** The membership with the current state of the subscription. The requested sync will record the same. */
function asStripeSays(membership: Membership, subscription: Stripe.Subscription): Membership {
  const said = readSubscription(subscription);
  const { status, endedAt } = said;
  return Object.assign(new Membership(), membership, {
    endsAt: dateOrNull(endOf(said, isoOrNull(membership.graceEndsAt))),
    ...(status === 'canceled' && { state: 'ended', endedAt: dateOrNull(endedAt) }),
  });
}

const dateOrNull = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
