import type { CloseReason } from '../events/groups/access.js';
import { commandsOf, endOf, graceOf, type StripeCommand } from './arrears.js';
import { type DueEvent, dueEventsOf, type KnownMembership, type PurchaseTerms, trialReminderDays } from './due-events.js';
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
/** How soon Stripe is read again when one of its dates has passed without a change. */
const recheckAfter = 10 * 60_000;

/** Outcome of a sync: the new row, the events to record, the access to grant, and when to recheck. */
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
  /** What Stripe charges for a period, with tax and discounts; null while unknown. */
  readonly charge: ChargeSnapshot | null;
  readonly facts: readonly DueEvent[];
  /** Changes to make at Stripe first. Afterwards, the membership is read and decided again. */
  readonly commands: readonly StripeCommand[];
  /** Null revokes access. */
  readonly access: { readonly startsAt: string; readonly endsAt: string | null } | null;
  /** The reason if access is closed. */
  readonly closedBecause: CloseReason;
  /** Null: nothing is expected by date; only an event can change it. */
  readonly next: { readonly at: string; readonly reason: MembershipDate } | null;
}

/** The next date of a membership as a code, because it becomes part of a Temporal payload. */
export type MembershipDate =
  | 'checkout_expires'
  | 'trial_reminder'
  | 'trial_ends'
  | 'period_ends'
  | 'grace_ends'
  | 'membership_ends'
  | 'invoice_charged'
  | 'charge_retried'
  | 'stripe_due';

/**
 * Compares the stored state with Stripe's current state. Pure and total: the same input gives the same decision, and repeating
 * a decision records nothing new, because every event has a key.
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
  // An ended subscription no longer shows its scheduled end.
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
      ? dueEventsOf({ known, subscription, invoices: billing.invoices, terms, charge, graceEndsAt, endsAt, state, now })
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
    next: abandoned || at === null ? null : { at: later(at, now), reason: 'checkout_expires' },
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
      // Without a card, access ends with the trial, unless a card is added first.
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
  const dates: { at: number; reason: MembershipDate; stripe: boolean }[] = [];
  const add = (at: string | null, reason: MembershipDate, stripe: boolean): void => {
    if (at) dates.push({ at: Date.parse(at), reason, stripe });
  };
  if (state === 'trialing' && subscription.trialEndsAt) {
    if (subscription.endsAt === null) {
      const ends = Date.parse(subscription.trialEndsAt);
      for (const days of trialReminderDays) dates.push({ at: ends - days * day, reason: 'trial_reminder', stripe: false });
    }
    add(subscription.trialEndsAt, 'trial_ends', true);
  }
  if (state === 'active' || state === 'grace') add(subscription.currentPeriodEndsAt, 'period_ends', true);
  if (state === 'grace') add(graceEndsAt, 'grace_ends', false);
  add(subscription.endsAt, 'membership_ends', true);
  for (const invoice of invoices) {
    if (invoice.status === 'draft') add(invoice.finalizesAt, 'invoice_charged', true);
    if (invoice.status === 'open') add(invoice.nextAttemptAt, 'charge_retried', true);
  }
  const ahead = dates.filter((date) => date.at > now).sort((a, b) => a.at - b.at)[0];
  // Reads Stripe again soon if one of its dates has passed without effect.
  const overdue = dates.some((date) => date.stripe && date.at <= now && now - date.at < 30 * day);
  if (overdue && (!ahead || ahead.at > now + recheckAfter)) return { at: iso(now + recheckAfter), reason: 'stripe_due' };
  return ahead ? { at: iso(ahead.at), reason: ahead.reason } : null;
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
const later = (at: string, now: number): string => (Date.parse(at) > now ? at : iso(now + recheckAfter));
