import type { NodeKind } from '@perennial/domain/automation';
import type { MembershipDate } from '@perennial/domain/billing';

/**
 * Why a workflow waits. Payloads and the search attribute `WaitKind` contain the code; the label is made where people read it.
 * Codes are permanent: running executions contain them.
 */
const otherReasons = {
  card_missing: 'A card to start with',
  stripe_news: 'News from Stripe',
  retry_after_refusal: 'Retry after a refusal by Stripe',
  retry_after_failure: 'Retry after a failure',
  next_sweep: 'Next check of Stripe’s events',
  lessons_open: 'Lessons open',
  previous_lesson: 'Previous lesson to be completed',
  membership_sync: 'Membership to be synced',
  held_by_staff: 'Release by staff',
  waiting_together: 'Journeys that wait for the same minute',
  access_ends: 'Access that was given for a time ends',
} as const;

/** The next date of a membership. */
const membershipDates = {
  checkout_expires: 'Checkout page expires',
  trial_reminder: 'Trial ends soon: reminder',
  trial_ends: 'Trial ends',
  period_ends: 'Billing period ends',
  grace_ends: 'Grace ends',
  membership_ends: 'Membership ends',
  invoice_charged: 'Invoice is charged',
  charge_retried: 'Charge is retried',
  stripe_due: 'Stripe is about to advance the subscription',
} as const satisfies Record<MembershipDate, string>;

/** The steps at which a run waits, as the node catalogue labels them, and the step whose email may be held. */
const waitSteps = {
  waitDuration: 'Wait',
  waitUntil: 'Wait until',
  waitForEvent: 'Wait for event',
  waitForCondition: 'Wait for condition',
  approval: 'Ask for approval',
  sendEmail: 'Email is held until it may be sent',
} as const satisfies Partial<Record<NodeKind, string>>;

/** Every reason to wait, with its label. */
export const waitReasons = { ...membershipDates, ...otherReasons, ...waitSteps } as const;

/** One of {@link waitReasons}. */
export type WaitReason = keyof typeof waitReasons;

/** A step at which a run waits. */
export type WaitStep = keyof typeof waitSteps;

/** Whether a kind of node is one at which a run waits. */
export const isWaitStep = (kind: string): kind is WaitStep => Object.hasOwn(waitSteps, kind);

/** Label of a reason. Executions of earlier releases contain the label itself. */
export const waitLabel = (reason: string): string =>
  Object.hasOwn(waitReasons, reason) ? waitReasons[reason as WaitReason] : reason;
