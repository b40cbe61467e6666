import type { EventData, EventType } from '../events/catalogue.js';
import type { BillingSnapshot, InvoiceSnapshot, SubscriptionSnapshot } from './snapshot.js';
import type { MembershipState } from './state.js';

const hour = 3_600_000;
const day = 24 * hour;
/** Days before the end of a trial at which the member is told. */
export const trialReminderDays = [7, 3, 1] as const;
/** How long after a date at which Stripe should have moved it is asked again. */
const recheckAfter = 10 * 60_000;

/** What was known at the last sync. */
export interface KnownMembership {
  readonly state: MembershipState;
  readonly cancelRequestedAt: string | null;
  readonly graceEndsAt: string | null;
}

/** Facts about what was bought, for the events' payloads. */
export interface PurchaseTerms {
  readonly membershipId: string;
  readonly planId: string;
  readonly planTitle: string;
  readonly priceAmount: number;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly graceDays: number;
}

/** An event to record once under its key. */
export type Fact = { [T in EventType]: { readonly key: string; readonly type: T; readonly occurredAt: string; readonly data: EventData<T> } }[EventType];

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
  readonly facts: readonly Fact[];
  /** Null takes access away. */
  readonly access: { readonly startsAt: string; readonly endsAt: string | null } | null;
  /** Null: nothing is expected by date; only an event can change it. */
  readonly next: { readonly at: string; readonly reason: string } | null;
}

/**
 * Compares what is known with what Stripe says now. Pure and total: the same input gives the same decision, and a
 * repeated decision tells nothing new, because every fact has a key.
 *
 * @param now business time, epoch milliseconds
 */
export function decideMembership(known: KnownMembership, billing: BillingSnapshot, terms: PurchaseTerms, now: number): MembershipDecision {
  const { subscription } = billing;
  if (!subscription) return withoutSubscription(known, billing, now);
  const graceEndsAt = graceOf(known, subscription, billing.invoices, terms, now);
  const state = stateOf(subscription, graceEndsAt, now);
  const started = subscription.status !== 'incomplete' && subscription.status !== 'incomplete_expired';
  const final = state === 'ended' || state === 'abandoned';
  return {
    state,
    startedAt: started ? subscription.createdAt : null,
    trialEndsAt: subscription.trialEndsAt,
    currentPeriodEndsAt: subscription.currentPeriodEndsAt,
    cancelRequestedAt: final || subscription.endsAt !== null ? subscription.cancelRequestedAt : null,
    endsAt: subscription.endsAt,
    graceEndsAt,
    endedAt: subscription.endedAt,
    hasCard: subscription.hasCard,
    facts: started ? factsOf(known, subscription, billing.invoices, terms, graceEndsAt, state, now) : [],
    access: accessOf(state, subscription, graceEndsAt),
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
    facts: [],
    access: null,
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

/** Grace starts with the first failed attempt and is not prolonged by later ones. */
function graceOf(
  known: KnownMembership,
  subscription: SubscriptionSnapshot,
  invoices: readonly InvoiceSnapshot[],
  terms: PurchaseTerms,
  now: number,
): string | null {
  if (subscription.status !== 'past_due') return null;
  if (known.graceEndsAt) return known.graceEndsAt;
  const failed = invoices.find(isFailing);
  const from = failed?.attemptedAt ? Date.parse(failed.attemptedAt) : now;
  return iso(from + terms.graceDays * day);
}

const isFailing = (invoice: InvoiceSnapshot): boolean => invoice.status === 'open' && invoice.attemptCount > 0;

function accessOf(state: MembershipState, subscription: SubscriptionSnapshot, graceEndsAt: string | null): MembershipDecision['access'] {
  const startsAt = subscription.createdAt;
  switch (state) {
    case 'trialing':
      // Without a card the trial's end is the end of access, unless a card comes first.
      return { startsAt, endsAt: subscription.endsAt ?? (subscription.hasCard ? null : subscription.trialEndsAt) };
    case 'active':
      return { startsAt, endsAt: subscription.endsAt };
    case 'grace':
      return { startsAt, endsAt: graceEndsAt };
    default:
      return null;
  }
}

function factsOf(
  known: KnownMembership,
  subscription: SubscriptionSnapshot,
  invoices: readonly InvoiceSnapshot[],
  terms: PurchaseTerms,
  graceEndsAt: string | null,
  state: MembershipState,
  now: number,
): Fact[] {
  const { membershipId } = terms;
  const plan = { membershipId, planId: terms.planId, planTitle: terms.planTitle };
  const money = { amount: terms.priceAmount, currency: terms.currency };
  const key = (rest: string): string => `membership:${membershipId}:${rest}`;
  const facts: Fact[] = [];
  const trialDays = subscription.trialStartsAt && subscription.trialEndsAt ? Math.round((Date.parse(subscription.trialEndsAt) - Date.parse(subscription.trialStartsAt)) / day) : 0;

  facts.push({
    key: key('purchased'),
    type: 'membership.purchased',
    occurredAt: subscription.createdAt,
    data: { ...plan, ...money, interval: intervalInWords(terms.intervalMonths), trialDays },
  });
  if (subscription.trialEndsAt) {
    facts.push({ key: key('trial_started'), type: 'trial.started', occurredAt: subscription.createdAt, data: { ...plan, trialEndsAt: subscription.trialEndsAt } });
  }
  const reminder = state === 'trialing' && subscription.endsAt === null ? dueReminder(subscription, now) : null;
  if (reminder && subscription.trialEndsAt) {
    facts.push({
      // The trial's end is part of the key: an extended trial is announced again.
      key: key(`trial_ending:${reminder.daysLeft}:${subscription.trialEndsAt}`),
      type: 'trial.ending',
      occurredAt: iso(reminder.at),
      data: { ...plan, ...money, trialEndsAt: subscription.trialEndsAt, daysLeft: reminder.daysLeft, hasCard: subscription.hasCard },
    });
  }
  if (state === 'paused' && subscription.trialEndsAt) {
    facts.push({ key: key(`trial_ended_without_card:${subscription.trialEndsAt}`), type: 'trial.ended_without_card', occurredAt: subscription.trialEndsAt, data: plan });
  }
  for (const invoice of invoices) facts.push(...factsOfInvoice(invoice, subscription, plan, key, graceEndsAt, now));

  if (subscription.endsAt && subscription.cancelRequestedAt && state !== 'ended') {
    facts.push({
      key: key(`cancellation_scheduled:${subscription.cancelRequestedAt}`),
      type: 'cancellation.scheduled',
      occurredAt: subscription.cancelRequestedAt,
      data: { ...plan, endsAt: subscription.endsAt },
    });
  }
  if (known.cancelRequestedAt && subscription.endsAt === null && state !== 'ended') {
    facts.push({ key: key(`cancellation_undone:${known.cancelRequestedAt}`), type: 'cancellation.undone', occurredAt: iso(now), data: plan });
  }
  if (state === 'ended') {
    const reason = subscription.endReason === 'payment_failed' ? 'payment_failed' : subscription.endReason === 'payment_disputed' ? 'revoked' : 'cancelled';
    facts.push({ key: key('ended'), type: 'membership.ended', occurredAt: subscription.endedAt ?? iso(now), data: { ...plan, reason } });
  }
  return facts;
}

function factsOfInvoice(
  invoice: InvoiceSnapshot,
  subscription: SubscriptionSnapshot,
  plan: { membershipId: string; planId: string; planTitle: string },
  key: (rest: string) => string,
  graceEndsAt: string | null,
  now: number,
): Fact[] {
  // A trial's invoice over zero is no payment.
  if (invoice.status === 'paid' && invoice.amountPaid > 0) {
    const at = invoice.paidAt ?? iso(now);
    const money = { amount: invoice.amountPaid, currency: invoice.currency };
    const paid: Fact = {
      key: key(`paid:${invoice.id}`),
      type: 'payment.succeeded',
      occurredAt: at,
      data: { ...plan, ...money, invoiceId: invoice.id, invoiceNumber: invoice.number, periodEnd: invoice.periodEndsAt },
    };
    if (!subscription.trialEndsAt) return [paid];
    return [paid, { key: key('trial_converted'), type: 'trial.converted', occurredAt: at, data: { ...plan, ...money } }];
  }
  if (isFailing(invoice)) {
    return [
      {
        key: key(`failed:${invoice.id}:${invoice.attemptCount}`),
        type: 'payment.failed',
        occurredAt: invoice.attemptedAt ?? iso(now),
        data: { ...plan, amount: invoice.amountDue, currency: invoice.currency, invoiceId: invoice.id, attempt: invoice.attemptCount, nextAttemptAt: invoice.nextAttemptAt, graceEndsAt },
      },
    ];
  }
  return [];
}

/** The newest reminder whose day has come. Ones that were slept through are not sent late beside it. */
function dueReminder(subscription: SubscriptionSnapshot, now: number): { daysLeft: number; at: number } | null {
  const ends = Date.parse(subscription.trialEndsAt ?? '');
  const starts = Date.parse(subscription.trialStartsAt ?? subscription.createdAt);
  let due: { daysLeft: number; at: number } | null = null;
  for (const daysLeft of trialReminderDays) {
    const at = ends - daysLeft * day;
    if (at > starts && at <= now && now < ends) due = { daysLeft, at };
  }
  return due;
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
      for (const days of trialReminderDays) dates.push({ at: ends - days * day, reason: `Trial ends in ${days === 1 ? '1 day' : `${days} days`}`, stripe: false });
    }
    add(subscription.trialEndsAt, 'Trial ends', true);
  }
  if (state === 'active' || state === 'grace') add(subscription.currentPeriodEndsAt, 'Billing period ends', true);
  if (state === 'grace') add(graceEndsAt, 'Grace ends', false);
  add(subscription.endsAt, 'Membership ends', true);
  for (const invoice of invoices) {
    if (invoice.status === 'draft') add(invoice.finalizesAt, 'Invoice is charged', true);
    if (invoice.status === 'open') add(invoice.nextAttemptAt, 'Charge is tried again', true);
  }
  const ahead = dates.filter((date) => date.at > now).sort((a, b) => a.at - b.at)[0];
  // A date of Stripe's that has passed without effect is asked about again soon.
  const overdue = dates.some((date) => date.stripe && date.at <= now && now - date.at < 30 * day);
  if (overdue && (!ahead || ahead.at > now + recheckAfter)) return { at: iso(now + recheckAfter), reason: 'Stripe is about to move on' };
  return ahead ? { at: iso(ahead.at), reason: ahead.reason } : null;
}

/** "every month", "every 3 months", "every year". */
export function intervalInWords(months: number): string {
  if (months === 1) return 'every month';
  return months === 12 ? 'every year' : `every ${months} months`;
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
const later = (at: string, now: number): string => (Date.parse(at) > now ? at : iso(now + recheckAfter));
