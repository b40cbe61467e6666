import { z } from 'zod';
import { define } from '../definition.js';
import { count, instant, text } from '../fields.js';
import { membership, membershipSample, money } from '../shared-fields.js';

/** Money that came, failed to come, or went back. */
export const paymentsEvents = {
  'payment.succeeded': define({
    label: 'Payment succeeded',
    description: 'A charge of more than zero was paid.',
    group: 'Payments',
    data: z.object({
      ...membership,
      ...money,
      invoiceId: text('Stripe invoice'),
      invoiceNumber: text('Invoice number').nullable(),
      periodEnd: instant('Paid until'),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      invoiceId: 'in_1',
      invoiceNumber: 'PER-0001',
      periodEnd: '2027-02-28T10:00:00Z',
    },
    personal: [],
  }),
  'payment.failed': define({
    label: 'Payment failed',
    description: 'A charge was declined; Stripe tries again unless no next attempt is named.',
    group: 'Payments',
    data: z.object({
      ...membership,
      ...money,
      invoiceId: text('Stripe invoice'),
      attempt: count('Attempt'),
      nextAttemptAt: instant('Next attempt').nullable(),
      graceEndsAt: instant('Access kept until').nullable(),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      invoiceId: 'in_1',
      attempt: 1,
      nextAttemptAt: '2027-03-03T11:00:00Z',
      graceEndsAt: '2027-03-14T11:00:00Z',
    },
    personal: [],
  }),
} as const;
