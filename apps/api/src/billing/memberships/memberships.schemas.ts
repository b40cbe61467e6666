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
export type MembershipAction = z.infer<typeof MembershipAction>;

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

export const MembershipResponse = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    planTitle: z.string(),
    planSlug: z.string().nullable().meta({ description: 'Address of the plan while it is on sale.' }),
    state: z.enum(['pending', 'trialing', 'active', 'grace', 'suspended', 'paused', 'ended', 'abandoned']),
    stateSentence: z.string(),
    priceAmount: MinorUnits,
    currency: z.string(),
    intervalMonths: z.int(),
    startedAt: Instant.nullable(),
    trialEndsAt: Instant.nullable(),
    currentPeriodEndsAt: Instant.nullable(),
    endsAt: Instant.nullable(),
    /** When it would end if it were cancelled now; null where it would end at once. */
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
export const MembershipsResponse = z.array(MembershipResponse);
export type MembershipView = z.infer<typeof MembershipResponse>;

/** A membership that needs somebody, and why. */
export const MembershipProblemResponse = z
  .object({
    id: z.uuid(),
    planTitle: z.string(),
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
    problem: z.enum(['request', 'paid_after_end']),
    /** What Stripe said, or the number of the invoice that was paid. */
    detail: z.string().nullable(),
    since: Instant,
  })
  .meta({ id: 'MembershipProblem' });
export const MembershipProblemsResponse = z.array(MembershipProblemResponse);
export type MembershipProblemView = z.infer<typeof MembershipProblemResponse>;

export const CancelInput = z
  .object({ reason: z.string().trim().max(500, 'at most 500 characters').optional() })
  .meta({ id: 'CancelInput' });
