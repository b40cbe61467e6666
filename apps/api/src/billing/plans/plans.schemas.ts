import { PlanInterval } from '@perennial/domain/billing';
import { publicationStates } from '@perennial/domain/learning';
import { z } from 'zod';
import { Instant, MinorUnits } from '../../platform/http/schemas.js';

export const PlanStatus = z.enum(publicationStates);

/** What staff and visitors alike see of a plan. */
export const planColumns = {
  id: z.uuid(),
  title: z.string(),
  slug: z.string(),
  description: z.string(),
  priceAmount: MinorUnits,
  oldPriceAmount: MinorUnits.nullable(),
  currency: z.string(),
  intervalMonths: PlanInterval,
  trialDays: z.int(),
  requireCardBeforeTrial: z.boolean(),
};

export const PlanView = z
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
export type PlanView = z.output<typeof PlanView>;
