import { z } from 'zod';
import { define } from '../definition.js';
import { product, productSample, products, productsSample } from '../shared-fields.js';
import { topics } from '../topic-names.js';

/** Why access closed: a charge failed, the membership ended for that, it was cancelled, or something else. */
const closeReasons = ['charge_failed', 'ended_unpaid', 'cancelled', 'other'] as const;

/** One of the reasons for which access closes. */
export type CloseReason = (typeof closeReasons)[number];

/** Access to products, gained and lost. */
export const accessEvents = {
  'access.gained': define({
    label: 'Access gained',
    description: 'A person gained access to a product.',
    clause: 'someone gains access to a product',
    clauseOf: { field: 'productId', clause: (product) => `someone gains access to ${product}` },
    group: 'Access',
    topics: topics.access,
    wakes: ['enrolments'],
    data: z.object({ ...product, source: z.enum(['membership', 'grant']).meta({ title: 'Cause' }) }),
    sample: { ...productSample, source: 'membership' },
    personal: [],
  }),
  'access.lost': define({
    label: 'Access lost',
    description: 'A person no longer has access to a product.',
    clause: 'someone loses access to a product',
    clauseOf: { field: 'productId', clause: (product) => `someone loses access to ${product}` },
    group: 'Access',
    topics: topics.access,
    data: z.object({ ...product }),
    sample: productSample,
    personal: [],
  }),
  'access.opened': define({
    label: 'Access gained (one per purchase or grant)',
    description: 'One event for all products that a purchase or a grant opened. “Access gained” is recorded for each product.',
    clause: 'a purchase or a grant gives access',
    group: 'Access',
    topics: topics.access,
    data: z.object({ ...products, source: z.enum(['membership', 'grant']).meta({ title: 'Cause' }) }),
    sample: { ...productsSample, source: 'membership' },
    personal: [],
  }),
  'access.closed': define({
    label: 'Access lost (one per ending)',
    description: 'One event for all products that an ending closed. “Access lost” is recorded for each product.',
    clause: 'a membership or a grant no longer gives access',
    group: 'Access',
    topics: topics.access,
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
