import { EmailAddress } from '@perennial/domain/addresses';
import { TimeZone } from '@perennial/domain/calendar';
import { NewPassword, PersonName, portalPath, staffRoles } from '@perennial/domain/identity';
import { z } from 'zod';
import { StripeBreak } from '../../platform/stripe/stripe-break.js';

/** Sign-in with a password. */
export const Credentials = z
  .object({ email: EmailAddress, password: z.string().min(1, 'enter your password').max(1000) })
  .meta({ id: 'Credentials' });
export type Credentials = z.output<typeof Credentials>;
/** A link by mail: to sign in, or to choose a new password. */
export const LinkRequest = z
  .object({
    email: EmailAddress,
    /** Sign-in unless given. */
    purpose: z.enum(['sign_in', 'reset_password']).optional(),
    /** The page to open after the sign-in. Ignored unless it is a page of the portal. */
    next: z
      .string()
      .max(500)
      .optional()
      .transform((path) => portalPath(path)),
  })
  .meta({ id: 'LinkRequest' });
export type LinkRequest = z.output<typeof LinkRequest>;
/** The token of such a link. */
export const LinkToken = z.object({ token: z.string().min(20).max(200) }).meta({ id: 'LinkToken' });
export type LinkToken = z.output<typeof LinkToken>;
export const MemberPassword = z
  .object({ password: NewPassword, current: z.string().max(1000).optional() })
  .meta({ id: 'MemberPassword' });
export type MemberPassword = z.output<typeof MemberPassword>;
/** The proof that a button of an email contains. */
export const MailedProof = z.object({ proof: z.string().min(1).max(200) }).meta({ id: 'MailedProof' });
export type MailedProof = z.output<typeof MailedProof>;
/** Whether the address of this browser's member is proven now. */
export const ProofResult = z.object({ proven: z.boolean() }).meta({ id: 'Proof' });
export type ProofResult = z.output<typeof ProofResult>;
/** The address that a member wants to have, with the current password where there is one. */
export const AddressChange = z
  .object({ email: EmailAddress, current: z.string().max(1000).optional() })
  .meta({ id: 'AddressChange' });
export type AddressChange = z.output<typeof AddressChange>;
/** A link by mail for staff who forgot their password. */
export const StaffLinkRequest = z.object({ email: EmailAddress }).meta({ id: 'StaffLinkRequest' });
export type StaffLinkRequest = z.output<typeof StaffLinkRequest>;
/** A new password with the token of such a link. */
export const PasswordReset = LinkToken.extend({ password: NewPassword }).meta({ id: 'PasswordReset' });
export type PasswordReset = z.output<typeof PasswordReset>;
/** A new password of the staff member who is signed in. */
export const StaffPassword = z.object({ password: NewPassword, current: z.string().max(1000) }).meta({ id: 'StaffPassword' });
export type StaffPassword = z.output<typeof StaffPassword>;
export const NewsChoice = z.object({ subscribed: z.boolean() }).meta({ id: 'NewsChoice' });
export type NewsChoice = z.output<typeof NewsChoice>;
export const MemberProfile = z.object({ name: PersonName, timeZone: TimeZone }).meta({ id: 'MemberProfile' });
export type MemberProfile = z.output<typeof MemberProfile>;

/** Who is signed in to the admin app, and what the frame around every screen shows. */
export const Me = z
  .object({
    staff: z.object({ id: z.uuid(), name: z.string(), email: z.string(), role: z.enum(staffRoles) }),
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
      /** Quiet hours and limits for marketing emails; null for none. The schema of the settings belongs to a later area. */
      emailLimits: z
        .object({
          quietFrom: z.string().nullable(),
          quietTo: z.string().nullable(),
          perDay: z.int().nullable(),
          perWeek: z.int().nullable(),
          giveUpAfterDays: z.int(),
        })
        .nullable(),
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
export type Me = z.output<typeof Me>;

/** The signed-in person; null if there is none, which is not an error. */
export const StaffSession = z.object({ me: Me.nullable() }).meta({ id: 'StaffSession' });
export type StaffSession = z.output<typeof StaffSession>;

/** Who is signed in to the portal. */
export const MemberMe = z
  .object({
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string(), timeZone: z.string() }),
    hasPassword: z.boolean(),
    /** Whether this session may set a password without the current one: it came from a reset link a short time ago. */
    mayChoosePassword: z.boolean(),
    /** Whether marketing email may be sent to the member; false where the address is not proven. */
    subscribedToNews: z.boolean(),
    /** How far the member's test clock is ahead of real time; 0 without a test clock. */
    aheadMs: z.int(),
    /** False in a browser that came from the payment page: until a mailed link is opened, it shows what was bought and nothing about the person. */
    addressProven: z.boolean(),
  })
  .meta({ id: 'MemberMe' });
export type MemberMe = z.output<typeof MemberMe>;

/** Who uses this browser; null for a visitor. */
export const MemberSession = z.object({ member: MemberMe.nullable() }).meta({ id: 'MemberSession' });
export type MemberSession = z.output<typeof MemberSession>;

/** What a mailed link would do, before it is used. */
export const LinkCheck = z
  .object({
    /** `a***@example.org` */
    address: z.string(),
    purpose: z.enum(['sign_in', 'reset_password', 'welcome', 'change_email']),
    /** Whether this browser requested it and can continue without a click. */
    sameBrowser: z.boolean(),
  })
  .meta({ id: 'LinkCheck' });
export type LinkCheck = z.output<typeof LinkCheck>;

/**
 * Result of a sign-in with an emailed link: the target page, and the number of ended unconfirmed sessions in other browsers.
 */
export const LinkSignIn = MemberMe.extend({ browsersSignedOut: z.int(), next: z.string() }).meta({
  id: 'LinkSignIn',
});
export type LinkSignIn = z.output<typeof LinkSignIn>;
