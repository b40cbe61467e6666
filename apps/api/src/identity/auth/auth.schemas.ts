import { portalPath, shortestPassword } from '@perennial/domain/identity';
import { z } from 'zod';
import { EmailAddress, PersonName } from '../../platform/http/schemas.js';
import { TimeZone } from '../../platform/http/time-zone.js';
import { StripeBreak } from '../../platform/stripe/stripe-break.js';

/** Sign-in with a password. */
export const Credentials = z
  .object({ email: EmailAddress, password: z.string().min(1, 'enter your password').max(1000) })
  .meta({ id: 'Credentials' });
/** A link by mail: to sign in, or to choose a new password. */
export const LinkRequest = z
  .object({
    email: EmailAddress,
    /** Sign-in unless given. */
    purpose: z.enum(['sign_in', 'reset_password']).optional(),
    /** The page that the person was on the way to. Anything but a page of the portal is dropped. */
    next: z
      .string()
      .max(500)
      .optional()
      .transform((path) => portalPath(path)),
  })
  .meta({ id: 'LinkRequest' });
/** The token of such a link. */
export const LinkToken = z.object({ token: z.string().min(20).max(200) }).meta({ id: 'LinkToken' });
/** A password that someone chooses. */
export const NewPassword = z
  .string()
  .min(shortestPassword, `at least ${shortestPassword} characters`)
  .max(200, 'at most 200 characters');
export const MemberPassword = z
  .object({ password: NewPassword, current: z.string().max(1000).optional() })
  .meta({ id: 'MemberPassword' });
/** The proof that a button of an email carries. */
export const MailedProof = z.object({ proof: z.string().min(1).max(200) }).meta({ id: 'MailedProof' });
/** Whether the address of this browser's member is proven now. */
export const ProofResponse = z.object({ proven: z.boolean() }).meta({ id: 'Proof' });
export type ProofResult = z.infer<typeof ProofResponse>;
/** The address that a member wants to have, with the current password where there is one. */
export const AddressChange = z
  .object({ email: EmailAddress, current: z.string().max(1000).optional() })
  .meta({ id: 'AddressChange' });
/** A link by mail for staff who forgot their password. */
export const StaffLinkRequest = z.object({ email: EmailAddress }).meta({ id: 'StaffLinkRequest' });
/** A new password with the token of such a link. */
export const PasswordReset = LinkToken.extend({ password: NewPassword }).meta({ id: 'PasswordReset' });
/** A new password of the staff member who is signed in. */
export const StaffPassword = z.object({ password: NewPassword, current: z.string().max(1000) }).meta({ id: 'StaffPassword' });
export const NewsChoice = z.object({ subscribed: z.boolean() }).meta({ id: 'NewsChoice' });
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
    /** Whether this session may set a password without the current one: it came from a reset link a short time ago. */
    mayChoosePassword: z.boolean(),
    /** Whether marketing email may be sent to the member; false where the address is not proven. */
    subscribedToNews: z.boolean(),
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

/** What a mailed link would do, before it is used. */
export const LinkCheckResponse = z
  .object({
    /** `a***@example.org` */
    address: z.string(),
    purpose: z.enum(['sign_in', 'reset_password', 'welcome', 'change_email']),
    /** Whether this browser asked for it, so that it may go on without a click. */
    sameBrowser: z.boolean(),
  })
  .meta({ id: 'LinkCheck' });
export type LinkCheck = z.infer<typeof LinkCheckResponse>;

/** A sign-in by a mailed link: where it leads, and in how many other browsers it ended what a payment page had begun. */
export const LinkSignInResponse = MemberMeResponse.extend({ browsersSignedOut: z.int(), next: z.string() }).meta({
  id: 'LinkSignIn',
});
export type LinkSignIn = z.infer<typeof LinkSignInResponse>;
