import { z } from 'zod';
import { Description, Title } from '../learning/product-input.js';
import { Currency } from '../school/currency.js';
import { planIntervals } from './intervals.js';

/** Sort orders of the list of plans. */
export const planSortColumns = ['title', 'priceAmount', 'createdAt', 'status'] as const;

/** The longest trial that Stripe allows, in days. */
export const longestTrialDays = 730;

const [monthly, ...others] = planIntervals;
/** How often a plan bills. */
export const PlanInterval = z.union(
  [z.literal(monthly), ...others.map((months) => z.literal(months))],
  `charge every ${planIntervals.join(', ').replace(/, (\d+)$/, ' or $1')} months`,
);
const amount = z.int('enter an amount').max(99_999_999, 'at most 999,999.99');
const priceAmount = amount.min(50, 'at least 0.50: Stripe charges no less');
const oldPriceAmount = amount.min(1, 'more than zero, or no old price').nullable();
const trialDays = z
  .int('a whole number of days')
  .min(0, 'at least 0')
  .max(longestTrialDays, `at most ${longestTrialDays} days: Stripe allows no longer trial`);
const productIds = z
  .array(z.uuid())
  .max(100, 'at most 100 products')
  .refine((ids) => new Set(ids).size === ids.length, 'the same product twice');

/** The problem of the old price in relation to the price; null if there is none. A partial change is checked together with the stored values. */
export const oldPriceProblem = (price: number, oldPrice: number | null): string | null =>
  oldPrice !== null && oldPrice <= price ? 'must be higher than the price' : null;

/** A membership plan as staff write it. */
export const PlanInput = z
  .object({
    title: Title,
    description: Description.default(''),
    priceAmount,
    oldPriceAmount: oldPriceAmount.default(null),
    currency: Currency.optional(),
    intervalMonths: PlanInterval,
    trialDays: trialDays.default(0),
    requireCardBeforeTrial: z.boolean().default(true),
    productIds: productIds.default([]),
  })
  .meta({ id: 'PlanInput' });
export type PlanInput = z.output<typeof PlanInput>;

/** Any part of a plan. */
export const PlanChange = z
  .object({
    title: Title,
    description: Description,
    priceAmount,
    oldPriceAmount,
    currency: Currency,
    intervalMonths: PlanInterval,
    trialDays,
    requireCardBeforeTrial: z.boolean(),
    productIds,
  })
  .partial()
  .meta({ id: 'PlanChange' });
export type PlanChange = z.output<typeof PlanChange>;
