import type { EventData, EventType } from '../events/catalogue.js';
import { isCancelledInArrears } from './arrears.js';
import { intervalInWords } from './intervals.js';
import { type ChargeSnapshot, type InvoiceSnapshot, isFailing, type SubscriptionSnapshot } from './snapshot.js';
import type { MembershipState } from './state.js';
import { trialOutcome } from './trial-outcome.js';

const day = 86_400_000;
/** Days before the end of a trial at which the member is reminded. */
export const trialReminderDays = [7, 3, 1] as const;
/** State at the last sync. */
export interface KnownMembership {
  readonly state: MembershipState;
  readonly cancelRequestedAt: string | null;
  readonly graceEndsAt: string | null;
}

/** Details of the purchase for the payloads of events. */
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
export type DueEvent = {
  [T in EventType]: { readonly key: string; readonly type: T; readonly occurredAt: string; readonly data: EventData<T> };
}[EventType];

/** Everything that due events are derived from. */
export interface DueEventSources {
  readonly known: KnownMembership;
  readonly subscription: SubscriptionSnapshot;
  readonly invoices: readonly InvoiceSnapshot[];
  readonly terms: PurchaseTerms;
  /** What Stripe charges for a period. */
  readonly charge: ChargeSnapshot | null;
  readonly graceEndsAt: string | null;
  /** When the membership really ends, if it is cancelled. */
  readonly endsAt: string | null;
  readonly state: MembershipState;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** All events that are true now, recorded before or not. The log drops those whose key is already recorded. */
export function dueEventsOf(sources: DueEventSources): DueEvent[] {
  const { known, subscription, invoices, terms, charge, endsAt, state, now } = sources;
  const { membershipId } = terms;
  const plan = { membershipId, planId: terms.planId, planTitle: terms.planTitle };
  const money = { amount: charge?.amount ?? terms.priceAmount, currency: charge?.currency ?? terms.currency };
  const key = (rest: string): string => `membership:${membershipId}:${rest}`;
  const facts: DueEvent[] = [];
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
      // Recorded once per trial. A charge that fails first and is paid later has its own events.
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
  { subscription, graceEndsAt, state, now }: DueEventSources,
  plan: { membershipId: string; planId: string; planTitle: string },
  key: (rest: string) => string,
): DueEvent[] {
  // A trial's invoice of zero is not a payment.
  if (invoice.status === 'paid' && invoice.amountPaid > 0) {
    const at = invoice.paidAt ?? iso(now);
    const money = { amount: invoice.amountPaid, currency: invoice.currency };
    const { id: invoiceId, number: invoiceNumber } = invoice;
    // Paid by someone who still had the payment page open. It gives no access, so it must not be recorded like a regular payment.
    if (subscription.endedAt && at > subscription.endedAt && invoice.issuedAt < subscription.endedAt) {
      const data = { ...plan, ...money, invoiceId, invoiceNumber, endedAt: subscription.endedAt };
      return [{ key: key(`paid:${invoice.id}`), type: 'payment.received_after_end', occurredAt: at, data }];
    }
    const paid: DueEvent = {
      key: key(`paid:${invoice.id}`),
      type: 'payment.succeeded',
      occurredAt: at,
      data: { ...plan, ...money, invoiceId, invoiceNumber, periodEnd: invoice.periodEndsAt },
    };
    if (!subscription.trialEndsAt) return [paid];
    return [paid, { key: key('trial_converted'), type: 'trial.converted', occurredAt: at, data: { ...plan, ...money } }];
  }
  // After a membership has ended or was cancelled nothing is collected, so no failure is recorded either.
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

/** The newest due reminder. Reminders that an outage delayed are not sent with it. */
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

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
