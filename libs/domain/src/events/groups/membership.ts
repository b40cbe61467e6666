import { z } from 'zod';
import { define } from '../definition.js';
import { count, currency, instant, minorUnits, text } from '../fields.js';
import { membership, membershipSample, money } from '../shared-fields.js';

/** What a member wrote when cancelling; null for one who wrote nothing. */
const memberReason = text('Reason given by the member').nullable();

/** The life of a membership, from the checkout to its end. */
export const membershipEvents = {
  'checkout.started': define({
    label: 'Checkout started',
    description: 'A person went to the payment page of a plan.',
    group: 'Sales',
    data: z.object({ ...membership, ...money }),
    sample: { ...membershipSample, amount: 2900, currency: 'eur' },
    personal: [],
  }),
  'membership.purchased': define({
    label: 'Membership purchased',
    description: 'A person bought a plan, with or without a trial.',
    group: 'Sales',
    data: z.object({
      ...membership,
      ...money,
      interval: text('Billing interval'),
      trialDays: count('Trial days'),
      trialEndsAt: instant('Trial ends').nullable(),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      interval: 'every month',
      trialDays: 14,
      trialEndsAt: '2027-01-31T10:00:00Z',
    },
    personal: [],
  }),
  'purchase.undone': define({
    label: 'Duplicate purchase cancelled',
    description: 'A person paid for a plan they already have. We cancelled the second order and refunded the payment.',
    group: 'Sales',
    data: z.object({ ...membership, amount: minorUnits('Amount refunded'), currency: currency() }),
    sample: { ...membershipSample, amount: 2900, currency: 'eur' },
    personal: [],
  }),
  'trial.started': define({
    label: 'Trial started',
    description: 'The free trial of a membership began.',
    group: 'Trial',
    data: z.object({ ...membership, trialEndsAt: instant('Trial ends') }),
    sample: { ...membershipSample, trialEndsAt: '2027-01-31T10:00:00Z' },
    personal: [],
  }),
  'trial.ending': define({
    label: 'Trial ending',
    description: 'The trial ends in 7, 3 or 1 days.',
    group: 'Trial',
    data: z.object({
      ...membership,
      ...money,
      trialEndsAt: instant('Trial ends'),
      daysLeft: count('Days left'),
      hasCard: z.boolean().meta({ title: 'Card on file' }),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      trialEndsAt: '2027-01-31T10:00:00Z',
      daysLeft: 3,
      hasCard: true,
    },
    personal: [],
  }),
  'trial.converted': define({
    label: 'Trial converted',
    description: 'The first charge after a trial was paid.',
    group: 'Trial',
    data: z.object({ ...membership, ...money }),
    sample: { ...membershipSample, amount: 2900, currency: 'eur' },
    personal: [],
  }),
  'trial.ended': define({
    label: 'Trial ended',
    description: 'A free trial ended: paid, charge failed, paused without a card, or cancelled.',
    group: 'Trial',
    data: z.object({
      ...membership,
      trialEndedAt: instant('Trial ended'),
      outcome: z.enum(['converted', 'past_due', 'paused', 'canceled']).meta({ title: 'Outcome' }),
    }),
    sample: { ...membershipSample, trialEndedAt: '2027-01-31T10:00:00Z', outcome: 'converted' },
    personal: [],
  }),
  'trial.ended_without_card': define({
    label: 'Trial ended without card',
    description: 'The trial ended without a card to charge. The membership is paused.',
    group: 'Trial',
    data: z.object({ ...membership }),
    sample: membershipSample,
    personal: [],
  }),
  'cancellation.scheduled': define({
    label: 'Cancellation scheduled',
    description: 'The membership will end on a date; access lasts until then.',
    group: 'Membership',
    data: z.object({ ...membership, endsAt: instant('Ends'), memberReason }),
    sample: { ...membershipSample, endsAt: '2027-03-31T10:00:00Z', memberReason: 'I am moving away.' },
    personal: ['memberReason'],
  }),
  'cancellation.undone': define({
    label: 'Cancellation undone',
    description: 'A scheduled cancellation was undone.',
    group: 'Membership',
    data: z.object({ ...membership }),
    sample: membershipSample,
    personal: [],
  }),
  'membership.ended': define({
    label: 'Membership ended',
    description: 'A membership ended.',
    group: 'Membership',
    data: z.object({
      ...membership,
      reason: z.enum(['cancelled', 'payment_failed', 'expired', 'revoked']).meta({ title: 'Reason' }),
      memberReason,
    }),
    sample: { ...membershipSample, reason: 'cancelled', memberReason: 'I am moving away.' },
    personal: ['memberReason'],
  }),
} as const;
