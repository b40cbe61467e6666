import { z } from 'zod';
import { define } from '../definition.js';
import { product, productSample, products, productsSample } from '../shared-fields.js';

/** Why access closed: a charge failed, the membership ended for that, it was cancelled, or something else. */
const closeReasons = ['charge_failed', 'ended_unpaid', 'cancelled', 'other'] as const;

/** One of the reasons for which access closes. */
export type CloseReason = (typeof closeReasons)[number];

/** Rights to products, gained and lost. */
export const accessEvents = {
  'access.gained': define({
    label: 'Access gained',
    description: 'A person can now open a product that was closed to them.',
    group: 'Access',
    data: z.object({ ...product, source: z.enum(['membership', 'grant']).meta({ title: 'Because of' }) }),
    sample: { ...productSample, source: 'membership' },
    personal: [],
  }),
  'access.lost': define({
    label: 'Access lost',
    description: 'No live right to a product is left.',
    group: 'Access',
    data: z.object({ ...product }),
    sample: productSample,
    personal: [],
  }),
  'access.opened': define({
    label: 'Access gained, told once',
    description: 'One for all the products that a purchase or a grant opened together; “Access gained” tells each of them.',
    group: 'Access',
    data: z.object({ ...products, source: z.enum(['membership', 'grant']).meta({ title: 'Because of' }) }),
    sample: { ...productsSample, source: 'membership' },
    personal: [],
  }),
  'access.closed': define({
    label: 'Access lost, told once',
    description: 'One for all the products that an ending closed together; “Access lost” tells each of them.',
    group: 'Access',
    data: z.object({
      ...products,
      source: z.enum(['membership', 'grant']).meta({ title: 'What ended' }),
      reason: z.enum(closeReasons).meta({ title: 'Reason' }),
      trialEnded: z.boolean().meta({ title: 'A trial without a card ended' }),
    }),
    sample: { ...productsSample, source: 'membership', reason: 'cancelled', trialEnded: false },
    personal: [],
  }),
} as const;
