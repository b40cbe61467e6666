import { z } from 'zod';
import { EmailAddress, PersonName } from '../http/schemas.js';
import { TimeZone } from '../school/time-zone.js';
import { StripeBreak } from '../stripe/connection.schemas.js';

/** Sign-in with a password. */
export const Credentials = z
  .object({ email: EmailAddress, password: z.string().min(1, 'enter your password').max(1000) })
  .meta({ id: 'Credentials' });
/** A link by mail instead of a password. */
export const LinkRequest = z.object({ email: EmailAddress }).meta({ id: 'LinkRequest' });
/** The token of such a link. */
export const LinkToken = z.object({ token: z.string().min(20).max(200) }).meta({ id: 'LinkToken' });
/** A password that someone chooses. */
export const NewPassword = z.string().min(10, 'at least 10 characters').max(200, 'at most 200 characters');
export const MemberPassword = z
  .object({ password: NewPassword, current: z.string().max(1000).optional() })
  .meta({ id: 'MemberPassword' });
export const MemberProfile = z.object({ name: PersonName, timeZone: TimeZone }).meta({ id: 'MemberProfile' });

/** Who is signed in to the admin app, and what the frame around every screen shows. */
export const MeResponse = z
  .object({
    staff: z.object({ id: z.uuid(), name: z.string(), email: z.string(), role: z.enum(['owner', 'admin', 'support']) }),
    school: z.object({
      id: z.uuid(),
      name: z.string(),
      slug: z.string(),
      timeZone: z.string(),
      currency: z.string(),
      supportEmail: z.string(),
      chatUrl: z.string().nullable(),
      brandColour: z.string(),
      graceDays: z.int(),
      /** Name of the logo's picture. */
      logo: z.string().nullable(),
    }),
    stripe: z
      .object({
        connected: z.boolean(),
        broken: StripeBreak.nullable(),
        mode: z.enum(['test', 'live']),
        accountId: z.string(),
      })
      .nullable(),
    links: z.object({ portal: z.string(), temporalUi: z.string() }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof MeResponse>;

/** Who uses this browser; null where nobody is signed in, which is an answer and no error. */
export const StaffSessionResponse = z.object({ me: MeResponse.nullable() }).meta({ id: 'StaffSession' });
export type StaffSession = z.infer<typeof StaffSessionResponse>;

/** Who is signed in to the portal. */
export const MemberMeResponse = z
  .object({
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string(), timeZone: z.string() }),
    hasPassword: z.boolean(),
    /** How far a test clock that the member lives by is ahead of the wall; 0 on the wall. */
    aheadMs: z.int(),
    /** False in a browser that came from the payment page: until a mailed link is opened, it shows what was bought and nothing about the person. */
    addressProven: z.boolean(),
  })
  .meta({ id: 'MemberMe' });
export type MemberMe = z.infer<typeof MemberMeResponse>;

/** Who uses this browser; null for a visitor. */
export const MemberSessionResponse = z.object({ member: MemberMeResponse.nullable() }).meta({ id: 'MemberSession' });
export type MemberSession = z.infer<typeof MemberSessionResponse>;

/** A sign-in by a mailed link, and in how many other browsers it ended what a payment page had begun. */
export const LinkSignInResponse = MemberMeResponse.extend({ browsersSignedOut: z.int() }).meta({ id: 'LinkSignIn' });
export type LinkSignIn = z.infer<typeof LinkSignInResponse>;
