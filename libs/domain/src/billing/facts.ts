import type { EventData, EventType } from '../events/catalogue.js';
import { isCancelledInArrears } from './arrears.js';
import { type ChargeSnapshot, type InvoiceSnapshot, isFailing, type SubscriptionSnapshot } from './snapshot.js';
import type { MembershipState } from './state.js';
import { trialOutcome } from './trial-outcome.js';

const day = 86_400_000;
/** Days before the end of a trial at which the member is told. */
export const trialReminderDays = [7, 3, 1] as const;
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
  /** Price of the plan at the purchase, without tax and discounts. */
  readonly priceAmount: number;
  /** What earlier syncs recorded as the charge of a period; null at first. */
  readonly chargeAmount: number | null;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly graceDays: number;
}

/** An event to record once under its key. */
export type Fact = {
  [T in EventType]: { readonly key: string; readonly type: T; readonly occurredAt: string; readonly data: EventData<T> };
}[EventType];

/** Everything facts are read off. */
export interface FactSources {
  readonly known: KnownMembership;
  readonly subscription: SubscriptionSnapshot;
  readonly invoices: readonly InvoiceSnapshot[];
  readonly terms: PurchaseTerms;
  /** What is charged for a period, as Stripe says. */
  readonly charge: ChargeSnapshot | null;
  readonly graceEndsAt: string | null;
  /** When the membership really ends, if it is cancelled. */
  readonly endsAt: string | null;
  readonly state: MembershipState;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Every fact that is true now, told before or not: the log drops what its key says was told. */
export function factsOf(sources: FactSources): Fact[] {
  const { known, subscription, invoices, terms, charge, endsAt, state, now } = sources;
  const { membershipId } = terms;
  const plan = { membershipId, planId: terms.planId, planTitle: terms.planTitle };
  const money = { amount: charge?.amount ?? terms.priceAmount, currency: charge?.currency ?? terms.currency };
  const key = (rest: string): string => `membership:${membershipId}:${rest}`;
  const facts: Fact[] = [];
  const trialDays =
    subscription.trialStartsAt && subscription.trialEndsAt
      ? Math.round((Date.parse(subscription.trialEndsAt) - Date.parse(subscription.trialStartsAt)) / day)
      : 0;

  facts.push({
    key: key('purchased'),
    type: 'membership.purchased',
    occurredAt: subscription.createdAt,
    data: {
      ...plan,
      ...money,
      interval: intervalInWords(terms.intervalMonths),
      trialDays,
      trialEndsAt: subscription.trialEndsAt,
    },
  });
  if (subscription.trialEndsAt) {
    facts.push({
      key: key('trial_started'),
      type: 'trial.started',
      occurredAt: subscription.createdAt,
      data: { ...plan, trialEndsAt: subscription.trialEndsAt },
    });
  }
  const reminder = state === 'trialing' && subscription.endsAt === null ? dueReminder(subscription, now) : null;
  if (reminder && subscription.trialEndsAt) {
    facts.push({
      // The trial's end is part of the key: an extended trial is announced again.
      key: key(`trial_ending:${reminder.daysLeft}:${subscription.trialEndsAt}`),
      type: 'trial.ending',
      occurredAt: iso(reminder.at),
      data: {
        ...plan,
        ...money,
        trialEndsAt: subscription.trialEndsAt,
        daysLeft: reminder.daysLeft,
        hasCard: subscription.hasCard,
      },
    });
  }
  if (state === 'paused' && subscription.trialEndsAt) {
    facts.push({
      key: key(`trial_ended_without_card:${subscription.trialEndsAt}`),
      type: 'trial.ended_without_card',
      occurredAt: subscription.trialEndsAt,
      data: plan,
    });
  }
  const trialEnd = trialOutcome(subscription, invoices, now);
  if (trialEnd && subscription.trialEndsAt) {
    facts.push({
      // Told once per trial: a charge that fails first and is paid later has its own events.
      key: key(`trial_ended:${subscription.trialEndsAt}`),
      type: 'trial.ended',
      occurredAt: trialEnd.at,
      data: { ...plan, trialEndedAt: subscription.trialEndsAt, outcome: trialEnd.outcome },
    });
  }
  for (const invoice of invoices) facts.push(...factsOfInvoice(invoice, sources, plan, key));

  if (endsAt && subscription.cancelRequestedAt && state !== 'ended') {
    facts.push({
      key: key(`cancellation_scheduled:${subscription.cancelRequestedAt}`),
      type: 'cancellation.scheduled',
      occurredAt: subscription.cancelRequestedAt,
      data: { ...plan, endsAt, memberReason: subscription.cancellationReason },
    });
  }
  if (known.cancelRequestedAt && subscription.endsAt === null && state !== 'ended') {
    facts.push({
      key: key(`cancellation_undone:${known.cancelRequestedAt}`),
      type: 'cancellation.undone',
      occurredAt: iso(now),
      data: plan,
    });
  }
  if (state === 'ended') {
    const reason =
      subscription.endReason === 'payment_failed'
        ? 'payment_failed'
        : subscription.endReason === 'payment_disputed'
          ? 'revoked'
          : 'cancelled';
    facts.push({
      key: key('ended'),
      type: 'membership.ended',
      occurredAt: subscription.endedAt ?? iso(now),
      data: { ...plan, reason, memberReason: subscription.cancellationReason },
    });
  }
  return facts;
}

function factsOfInvoice(
  invoice: InvoiceSnapshot,
  { subscription, graceEndsAt, state, now }: FactSources,
  plan: { membershipId: string; planId: string; planTitle: string },
  key: (rest: string) => string,
): Fact[] {
  // A trial's invoice over zero is no payment.
  if (invoice.status === 'paid' && invoice.amountPaid > 0) {
    const at = invoice.paidAt ?? iso(now);
    const money = { amount: invoice.amountPaid, currency: invoice.currency };
    const { id: invoiceId, number: invoiceNumber } = invoice;
    // Sent by somebody who still had the payment page open: it opens nothing, and must not look as if it did.
    if (subscription.endedAt && at > subscription.endedAt && invoice.issuedAt < subscription.endedAt) {
      const data = { ...plan, ...money, invoiceId, invoiceNumber, endedAt: subscription.endedAt };
      return [{ key: key(`paid:${invoice.id}`), type: 'payment.received_after_end', occurredAt: at, data }];
    }
    const paid: Fact = {
      key: key(`paid:${invoice.id}`),
      type: 'payment.succeeded',
      occurredAt: at,
      data: { ...plan, ...money, invoiceId, invoiceNumber, periodEnd: invoice.periodEndsAt },
    };
    if (!subscription.trialEndsAt) return [paid];
    return [paid, { key: key('trial_converted'), type: 'trial.converted', occurredAt: at, data: { ...plan, ...money } }];
  }
  // Once a membership has ended or was cancelled nothing more is asked for, so no failure is told either.
  if (isFailing(invoice) && state !== 'ended' && !isCancelledInArrears(subscription)) {
    return [
      {
        key: key(`failed:${invoice.id}:${invoice.attemptCount}`),
        type: 'payment.failed',
        occurredAt: invoice.attemptedAt ?? iso(now),
        data: {
          ...plan,
          amount: invoice.amountDue,
          currency: invoice.currency,
          invoiceId: invoice.id,
          attempt: invoice.attemptCount,
          nextAttemptAt: invoice.nextAttemptAt,
          graceEndsAt,
          needsConfirmation: invoice.needsConfirmation,
        },
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

/** "every month", "every 3 months", "every year". */
export function intervalInWords(months: number): string {
  if (months === 1) return 'every month';
  return months === 12 ? 'every year' : `every ${months} months`;
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
