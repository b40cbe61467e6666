import { z } from 'zod';
import { define } from '../definition.js';
import { count, instant, text } from '../fields.js';
import { membership, membershipSample, money } from '../shared-fields.js';
import { topics } from '../topic-names.js';

const paidInvoice = {
  ...membership,
  ...money,
  invoiceId: text('Stripe invoice'),
  invoiceNumber: text('Invoice number').nullable(),
};

const paidInvoiceSample = {
  ...membershipSample,
  amount: 2900,
  currency: 'eur',
  invoiceId: 'in_1',
  invoiceNumber: 'PER-0001',
};

/** Payments that succeeded or failed, and the Stripe connection. */
export const paymentsEvents = {
  'payment.succeeded': define({
    label: 'Payment succeeded',
    description: 'A charge of more than zero was paid.',
    clause: 'a payment succeeds',
    group: 'Payments',
    topics: topics.membership,
    data: z.object({
      ...paidInvoice,
      periodEnd: instant('Paid until'),
    }),
    sample: {
      ...paidInvoiceSample,
      periodEnd: '2027-02-28T10:00:00Z',
    },
    personal: [],
  }),
  'payment.failed': define({
    label: 'Payment failed',
    description: 'A charge was declined. Stripe retries if there is a next attempt.',
    clause: 'a payment fails',
    clauseOf: { field: 'attempt', clause: (attempt) => `payment attempt ${attempt} fails` },
    group: 'Payments',
    topics: topics.membership,
    data: z.object({
      ...membership,
      ...money,
      invoiceId: text('Stripe invoice'),
      attempt: count('Attempt'),
      nextAttemptAt: instant('Next attempt').nullable(),
      graceEndsAt: instant('Access kept until').nullable(),
      needsConfirmation: z.boolean().meta({ title: 'Bank asks for confirmation' }),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      invoiceId: 'in_1',
      attempt: 1,
      nextAttemptAt: '2027-03-03T11:00:00Z',
      graceEndsAt: '2027-03-14T11:00:00Z',
      needsConfirmation: false,
    },
    personal: [],
  }),
  'payment.received_after_end': define({
    label: 'Payment received after the end',
    description: 'An invoice was paid after the membership ended. The payment gives no access. Refund it or give access.',
    clause: 'a payment arrives after the membership ended',
    group: 'Payments',
    topics: topics.membership,
    data: z.object({
      ...paidInvoice,
      endedAt: instant('Membership ended'),
    }),
    sample: {
      ...paidInvoiceSample,
      endedAt: '2027-03-14T11:00:00Z',
    },
    personal: [],
  }),
  'stripe.connection_broken': define({
    label: 'Stripe connection broken',
    description: 'Stripe rejects the stored key or lacks a permission. Memberships are not updated until a key works again.',
    clause: 'the Stripe connection breaks',
    group: 'Payments',
    topics: topics.stripe,
    data: z.object({
      connectionId: z.uuid().meta({ title: 'Connection' }),
      reason: z
        .enum(['key_rejected', 'events_not_permitted', 'billing_not_permitted', 'changes_not_permitted'])
        .meta({ title: 'Reason' }),
    }),
    sample: { connectionId: '01920000-0000-7000-8000-000000000008', reason: 'key_rejected' },
    personal: [],
  }),
} as const;
