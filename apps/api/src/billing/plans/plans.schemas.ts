import { z } from 'zod';
import { Instant, listQuery, MinorUnits, pageOf } from '../../platform/http/schemas.js';
import { Currency } from '../../school/settings/school.schemas.js';

const IntervalMonths = z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)], 'charge every 1, 3, 6 or 12 months');
const amount = z.int('a whole number of the smallest unit, such as cents').max(99_999_999, 'at most 999,999.99');
const title = z.string().trim().min(1, 'give it a title').max(120, 'at most 120 characters');
const description = z.string().trim().max(5000, 'at most 5000 characters');
const trialDays = z
  .int('a whole number of days')
  .min(0, 'at least 0')
  .max(730, 'at most 730 days: Stripe allows no longer trial');
const priceAmount = amount.min(50, 'at least 0.50: Stripe charges no less');
const productIds = z
  .array(z.uuid())
  .max(100)
  .refine((ids) => new Set(ids).size === ids.length, 'the same product twice');

/** A membership plan as staff write it. */
export const PlanInput = z
  .object({
    title,
    description: description.default(''),
    priceAmount,
    oldPriceAmount: amount.min(1).nullable().default(null),
    currency: Currency.optional(),
    intervalMonths: IntervalMonths,
    trialDays: trialDays.default(0),
    requireCardBeforeTrial: z.boolean().default(true),
    productIds: productIds.default([]),
  })
  .meta({ id: 'PlanInput' });

/** Any part of a plan. */
export const PlanChange = z
  .object({
    title: title.optional(),
    description: description.optional(),
    priceAmount: priceAmount.optional(),
    oldPriceAmount: amount.min(1).nullable().optional(),
    currency: Currency.optional(),
    intervalMonths: IntervalMonths.optional(),
    trialDays: trialDays.optional(),
    requireCardBeforeTrial: z.boolean().optional(),
    productIds: productIds.optional(),
  })
  .meta({ id: 'PlanChange' });

const PlanStatus = z.enum(['draft', 'published', 'archived']);
export const PlanQuery = listQuery(['title', 'priceAmount', 'createdAt', 'status']).extend({ status: PlanStatus.optional() });

/** What staff and visitors alike see of a plan. */
export const planColumns = {
  id: z.uuid(),
  title: z.string(),
  slug: z.string(),
  description: z.string(),
  priceAmount: MinorUnits,
  oldPriceAmount: MinorUnits.nullable(),
  currency: z.string(),
  intervalMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
  trialDays: z.int(),
  requireCardBeforeTrial: z.boolean(),
};

export const PlanResponse = z
  .object({
    ...planColumns,
    productIds: z.array(z.uuid()),
    status: PlanStatus,
    publishedAt: Instant.nullable(),
    memberCount: z.int(),
    products: z.array(z.object({ id: z.uuid(), title: z.string(), kind: z.string(), status: z.string() })),
    publicUrl: z.string(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Plan' });
export const PlanPage = pageOf(PlanResponse, 'PlanPage');
export type PlanView = z.infer<typeof PlanResponse>;
