import { z } from 'zod';
import { EmailAddress, MinorUnits, PersonName } from '../http/schemas.js';
import { TimeZone } from '../school/time-zone.js';

/** What a visitor may know of a school. */
export const PortalSchoolResponse = z
  .object({
    name: z.string(),
    slug: z.string(),
    brandColour: z.string(),
    logoUrl: z.string().nullable(),
    supportEmail: z.string(),
    chatUrl: z.string().nullable(),
    timeZone: z.string(),
    currency: z.string(),
  })
  .meta({ id: 'PortalSchool' });
export type PortalSchoolView = z.infer<typeof PortalSchoolResponse>;

/** A plan on sale. */
export const PortalPlanResponse = z
  .object({
    id: z.uuid(),
    title: z.string(),
    slug: z.string(),
    description: z.string(),
    priceAmount: MinorUnits,
    oldPriceAmount: MinorUnits.nullable(),
    currency: z.string(),
    intervalMonths: z.int(),
    trialDays: z.int(),
    requireCardBeforeTrial: z.boolean(),
    products: z.array(z.object({ title: z.string(), kind: z.string(), description: z.string() })),
    termsSentence: z.string(),
  })
  .meta({ id: 'PortalPlan' });
export const PortalPlansResponse = z.array(PortalPlanResponse);
export type PortalPlanView = z.infer<typeof PortalPlanResponse>;

/** Who wants to buy; a signed-in member need not say. */
export const CheckoutInput = z
  .object({ email: EmailAddress.optional(), name: PersonName.optional(), timeZone: TimeZone.optional() })
  .meta({ id: 'CheckoutInput' });
export type Buyer = z.output<typeof CheckoutInput>;

/** How a purchase stands when the buyer comes back from the payment page. */
export const CheckoutStateResponse = z
  .object({ state: z.enum(['processing', 'ready']), membershipId: z.uuid(), needsSignIn: z.boolean() })
  .meta({ id: 'CheckoutState' });
export type CheckoutState = z.infer<typeof CheckoutStateResponse>;
