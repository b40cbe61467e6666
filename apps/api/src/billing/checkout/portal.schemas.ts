import { EmailAddress } from '@perennial/domain/addresses';
import { TimeZone } from '@perennial/domain/calendar';
import { PersonName } from '@perennial/domain/identity';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';
import { planColumns } from '../plans/plans.schemas.js';

/** The public data of a school. */
export const PortalSchoolView = z
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
export type PortalSchoolView = z.output<typeof PortalSchoolView>;

/** A plan on sale, as offered to the current person. Someone who has had a trial is offered none. */
export const PortalPlanView = z
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
    needsName: z.boolean().meta({ description: 'Whether to ask for a name, because the school prints it on certificates.' }),
    membershipId: z.uuid().nullable().meta({ description: 'The membership of this plan that the signed-in person has.' }),
    alreadyOpen: z
      .array(z.object({ title: z.string(), through: z.string().nullable(), until: Instant.nullable() }))
      .meta({ description: 'Products of this plan that the signed-in person already has access to.' }),
  })
  .meta({ id: 'PortalPlan' });
export const PortalPlansResponse = z.array(PortalPlanView);
export type PortalPlanView = z.output<typeof PortalPlanView>;

/** The buyer. A signed-in member can omit the fields. */
export const CheckoutInput = z
  .object({
    email: EmailAddress.optional(),
    name: PersonName.optional(),
    timeZone: TimeZone.optional(),
    /** Whether the box beside the request for marketing email was ticked. */
    agreesToNews: z.boolean().optional(),
  })
  .meta({ id: 'CheckoutInput' });
export type CheckoutInput = z.output<typeof CheckoutInput>;

/** State of a purchase when the buyer returns from the payment page. */
export const CheckoutState = z
  .object({ state: z.enum(['processing', 'ready']), membershipId: z.uuid(), needsSignIn: z.boolean() })
  .meta({ id: 'CheckoutState' });
export type CheckoutState = z.output<typeof CheckoutState>;
