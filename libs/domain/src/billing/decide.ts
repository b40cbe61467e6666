import type { CloseReason } from '../events/groups/access.js';
import { commandsOf, endOf, graceOf, type StripeCommand } from './arrears.js';
import { type Fact, factsOf, type KnownMembership, type PurchaseTerms, trialReminderDays } from './facts.js';
import {
  type BillingSnapshot,
  type CardOnFile,
  type ChargeSnapshot,
  chargeOf,
  type InvoiceSnapshot,
  isPurchased,
  type SubscriptionSnapshot,
} from './snapshot.js';
import type { MembershipState } from './state.js';

const hour = 3_600_000;
const day = 24 * hour;
/** How long after a date at which Stripe should have moved it is asked again. */
const recheckAfter = 10 * 60_000;

/** Outcome of a sync: the new row, what to tell, which access to claim and when to look again. */
export interface MembershipDecision {
  readonly state: MembershipState;
  readonly startedAt: string | null;
  readonly trialEndsAt: string | null;
  readonly currentPeriodEndsAt: string | null;
  readonly cancelRequestedAt: string | null;
  readonly endsAt: string | null;
  readonly graceEndsAt: string | null;
  readonly endedAt: string | null;
  readonly hasCard: boolean;
  readonly card: CardOnFile | null;
  readonly cancellationReason: string | null;
  /** What is charged for a period, with tax and discounts; null while Stripe has not said. */
  readonly charge: ChargeSnapshot | null;
  readonly facts: readonly Fact[];
  /** What has to be done at Stripe first. Then it is read and decided again. */
  readonly commands: readonly StripeCommand[];
  /** Null takes access away. */
  readonly access: { readonly startsAt: string; readonly endsAt: string | null } | null;
  /** Why access is closed, where it is. */
  readonly closedBecause: CloseReason;
  /** Null: nothing is expected by date; only an event can change it. */
  readonly next: { readonly at: string; readonly reason: string } | null;
}

/**
 * Compares what is known with what Stripe says now. Pure and total: the same input gives the same decision, and a
 * repeated decision tells nothing new, because every fact has a key.
 *
 * @param now business time, epoch milliseconds
 */
export function decideMembership(
  known: KnownMembership,
  billing: BillingSnapshot,
  terms: PurchaseTerms,
  now: number,
): MembershipDecision {
  const { subscription } = billing;
  if (!subscription) return withoutSubscription(known, billing, now);
  const graceEndsAt = graceOf(known, subscription, billing.invoices, terms.graceDays, now);
  const state = stateOf(subscription, graceEndsAt, now);
  const started = isPurchased(subscription);
  const final = state === 'ended' || state === 'abandoned';
  const endsAt = endOf(subscription, graceEndsAt);
  const recorded = terms.chargeAmount === null ? null : { amount: terms.chargeAmount, currency: terms.currency };
  const charge = chargeOf(billing, recorded);
  // An ended subscription no longer says that it was to end.
  const cancelRequestedAt = subscription.cancelRequestedAt ?? (final ? known.cancelRequestedAt : null);
  return {
    state,
    startedAt: started ? subscription.createdAt : null,
    trialEndsAt: subscription.trialEndsAt,
    currentPeriodEndsAt: subscription.currentPeriodEndsAt,
    cancelRequestedAt,
    endsAt,
    graceEndsAt,
    endedAt: subscription.endedAt,
    hasCard: subscription.hasCard,
    card: subscription.card,
    cancellationReason: final || subscription.endsAt !== null ? subscription.cancellationReason : null,
    charge,
    facts: started
      ? factsOf({ known, subscription, invoices: billing.invoices, terms, charge, graceEndsAt, endsAt, state, now })
      : [],
    commands: commandsOf(known, subscription, billing.invoices, graceEndsAt, now),
    access: accessOf(state, subscription, graceEndsAt, endsAt),
    closedBecause: closeReasonOf(state, subscription),
    next: final ? null : nextOf(state, subscription, billing.invoices, graceEndsAt, now),
  };
}

function withoutSubscription(known: KnownMembership, { checkout }: BillingSnapshot, now: number): MembershipDecision {
  const abandoned = known.state === 'abandoned' || checkout?.status === 'expired';
  const at = checkout?.expiresAt ?? null;
  return {
    state: abandoned ? 'abandoned' : 'pending',
    startedAt: null,
    trialEndsAt: null,
    currentPeriodEndsAt: null,
    cancelRequestedAt: null,
    endsAt: null,
    graceEndsAt: null,
    endedAt: null,
    hasCard: false,
    card: null,
    cancellationReason: null,
    charge: null,
    facts: [],
    commands: [],
    access: null,
    closedBecause: 'other',
    next: abandoned || at === null ? null : { at: later(at, now), reason: 'The checkout page expires' },
  };
}

function stateOf(subscription: SubscriptionSnapshot, graceEndsAt: string | null, now: number): MembershipState {
  switch (subscription.status) {
    case 'incomplete':
      return 'pending';
    case 'incomplete_expired':
      return 'abandoned';
    case 'trialing':
      return 'trialing';
    case 'active':
      return 'active';
    case 'past_due':
      return graceEndsAt !== null && Date.parse(graceEndsAt) > now ? 'grace' : 'suspended';
    case 'unpaid':
      return 'suspended';
    case 'paused':
      return 'paused';
    case 'canceled':
      return 'ended';
  }
}

function accessOf(
  state: MembershipState,
  subscription: SubscriptionSnapshot,
  graceEndsAt: string | null,
  endsAt: string | null,
): MembershipDecision['access'] {
  const startsAt = subscription.createdAt;
  switch (state) {
    case 'trialing':
      // Without a card the trial's end is the end of access, unless a card comes first.
      return { startsAt, endsAt: subscription.endsAt ?? (subscription.hasCard ? null : subscription.trialEndsAt) };
    case 'active':
      return { startsAt, endsAt: subscription.endsAt };
    case 'grace':
      return { startsAt, endsAt: endsAt && graceEndsAt && endsAt < graceEndsAt ? endsAt : graceEndsAt };
    default:
      return null;
  }
}

function closeReasonOf(state: MembershipState, subscription: SubscriptionSnapshot): CloseReason {
  if (state === 'suspended') return 'charge_failed';
  if (state !== 'ended') return 'other';
  return subscription.endReason === 'payment_failed' ? 'ended_unpaid' : 'cancelled';
}

function nextOf(
  state: MembershipState,
  subscription: SubscriptionSnapshot,
  invoices: readonly InvoiceSnapshot[],
  graceEndsAt: string | null,
  now: number,
): MembershipDecision['next'] {
  const dates: { at: number; reason: string; stripe: boolean }[] = [];
  const add = (at: string | null, reason: string, stripe: boolean): void => {
    if (at) dates.push({ at: Date.parse(at), reason, stripe });
  };
  if (state === 'trialing' && subscription.trialEndsAt) {
    if (subscription.endsAt === null) {
      const ends = Date.parse(subscription.trialEndsAt);
      for (const days of trialReminderDays)
        dates.push({ at: ends - days * day, reason: `Trial ends in ${days === 1 ? '1 day' : `${days} days`}`, stripe: false });
    }
    add(subscription.trialEndsAt, 'Trial ends', true);
  }
  if (state === 'active' || state === 'grace') add(subscription.currentPeriodEndsAt, 'Billing period ends', true);
  if (state === 'grace') add(graceEndsAt, 'Grace ends', false);
  add(subscription.endsAt, 'Membership ends', true);
  for (const invoice of invoices) {
    if (invoice.status === 'draft') add(invoice.finalizesAt, 'Invoice is charged', true);
    if (invoice.status === 'open') add(invoice.nextAttemptAt, 'Charge is retried', true);
  }
  const ahead = dates.filter((date) => date.at > now).sort((a, b) => a.at - b.at)[0];
  // A date of Stripe's that has passed without effect is asked about again soon.
  const overdue = dates.some((date) => date.stripe && date.at <= now && now - date.at < 30 * day);
  if (overdue && (!ahead || ahead.at > now + recheckAfter))
    return { at: iso(now + recheckAfter), reason: 'Stripe is about to advance the subscription' };
  return ahead ? { at: iso(ahead.at), reason: ahead.reason } : null;
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
const later = (at: string, now: number): string => (Date.parse(at) > now ? at : iso(now + recheckAfter));
