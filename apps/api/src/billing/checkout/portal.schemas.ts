import { z } from 'zod';
import { EmailAddress, Instant, PersonName } from '../../platform/http/schemas.js';
import { TimeZone } from '../../platform/http/time-zone.js';
import { planColumns } from '../plans/plans.schemas.js';

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

/** A plan on sale, as it is to who looks: a person who has had a trial is offered none. */
export const PortalPlanResponse = z
  .object({
    ...planColumns,
    products: z.array(
      z.object({
        title: z.string(),
        kind: z.string(),
        description: z.string(),
        previews: z.array(z.object({ courseId: z.uuid(), lessonId: z.uuid(), title: z.string() })),
      }),
    ),
    termsSentence: z.string(),
    needsName: z.boolean().meta({ description: 'The name is asked for: the school certifies courses, and prints it.' }),
    membershipId: z.uuid().nullable().meta({ description: 'The membership of this plan that the signed-in person has.' }),
    alreadyOpen: z
      .array(z.object({ title: z.string(), through: z.string().nullable(), until: Instant.nullable() }))
      .meta({ description: 'Products of this plan that are open to the signed-in person without it.' }),
  })
  .meta({ id: 'PortalPlan' });
export const PortalPlansResponse = z.array(PortalPlanResponse);
export type PortalPlanView = z.infer<typeof PortalPlanResponse>;

/** Who wants to buy; a signed-in member need not say. */
export const CheckoutInput = z
  .object({
    email: EmailAddress.optional(),
    name: PersonName.optional(),
    timeZone: TimeZone.optional(),
    /** Whether the box beside the request for marketing email was ticked. */
    agreesToNews: z.boolean().optional(),
  })
  .meta({ id: 'CheckoutInput' });
export type Buyer = z.output<typeof CheckoutInput>;

/** How a purchase stands when the buyer comes back from the payment page. */
export const CheckoutStateResponse = z
  .object({ state: z.enum(['processing', 'ready']), membershipId: z.uuid(), needsSignIn: z.boolean() })
  .meta({ id: 'CheckoutState' });
export type CheckoutState = z.infer<typeof CheckoutStateResponse>;
