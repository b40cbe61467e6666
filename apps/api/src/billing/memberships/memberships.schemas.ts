import { longestCancellationReason, membershipStates } from '@perennial/domain/billing';
import { z } from 'zod';
import { Instant, MinorUnits } from '../../platform/http/schemas.js';

export const MembershipAction = z.enum([
  'cancel',
  'undo_cancel',
  'change_card',
  'pay_now',
  'confirm_payment',
  'start_subscription',
]);
export type MembershipAction = z.output<typeof MembershipAction>;

export const InvoiceResponse = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']),
    amountPaid: MinorUnits,
    amountDue: MinorUnits,
    currency: z.string(),
    issuedAt: Instant,
    hostedUrl: z.string().nullable(),
  })
  .meta({ id: 'Invoice' });

export const MembershipView = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    planTitle: z.string(),
    planSlug: z.string().nullable().meta({ description: 'Address of the plan while it is on sale.' }),
    state: z.enum(membershipStates),
    stateSentence: z.string(),
    priceAmount: MinorUnits,
    currency: z.string(),
    intervalMonths: z.int(),
    startedAt: Instant.nullable(),
    trialEndsAt: Instant.nullable(),
    currentPeriodEndsAt: Instant.nullable(),
    endsAt: Instant.nullable(),
    /** When it would end if it were cancelled now; null if it would end immediately. */
    cancelEndsAt: Instant.nullable(),
    graceEndsAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    cancellationReason: z.string().nullable().meta({ description: 'What the member wrote when cancelling.' }),
    hasCard: z.boolean(),
    card: z
      .object({ brand: z.string(), last4: z.string(), expMonth: z.int(), expYear: z.int() })
      .nullable()
      .meta({ description: 'The card that is charged; null where there is none or its details are not known.' }),
    amountOpen: z.object({ amount: MinorUnits, currency: z.string() }).nullable().meta({ description: 'Open amount.' }),
    nextCharge: z.object({ amount: MinorUnits, currency: z.string(), at: Instant }).nullable(),
    /** Stripe’s page on which the member confirms the charge that the bank wants confirmed. */
    confirmUrl: z.string().nullable(),
    actions: z.array(MembershipAction),
    invoices: z.array(InvoiceResponse),
  })
  .meta({ id: 'Membership' });
export const MembershipsResponse = z.array(MembershipView);
export type MembershipView = z.output<typeof MembershipView>;

/** A membership that needs attention, and why. */
export const MembershipProblemView = z
  .object({
    id: z.uuid(),
    planTitle: z.string(),
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
    problem: z.enum(['request', 'paid_after_end']),
    /** Stripe's error message, or the number of the paid invoice. */
    detail: z.string().nullable(),
    since: Instant,
  })
  .meta({ id: 'MembershipProblem' });
export const MembershipProblemsResponse = z.array(MembershipProblemView);
export type MembershipProblemView = z.output<typeof MembershipProblemView>;

export const CancelInput = z
  .object({
    reason: z.string().trim().max(longestCancellationReason, `at most ${longestCancellationReason} characters`).optional(),
  })
  .meta({ id: 'CancelInput' });
export type CancelInput = z.output<typeof CancelInput>;
