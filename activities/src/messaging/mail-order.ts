import type { EventType } from '@perennial/domain/events';
import type { LinkPurpose, StaffAudience } from '@perennial/domain/identity';
import type { MailAudience, MailCategory, MailTemplate } from '@perennial/domain/messaging';

/** An email to send once. */
export interface MailOrder {
  readonly schoolId: string;
  /** Key of the effect; the same order never sends twice. */
  readonly key: string;
  readonly template: { readonly id: string | null; readonly version: string; readonly content: MailTemplate };
  readonly audience: MailAudience;
  /** Which staff get an email to staff; owners and admins by default. */
  readonly staffRole?: StaffAudience;
  readonly category: MailCategory;
  readonly contactId: string | null;
  /** The recipient, if it is not the contact or all staff of the school. */
  readonly to?: { readonly email: string; readonly name: string };
  /** Data of the event it is about, for the template. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly causationId: string | null;
  readonly runId: string | null;
  /** The purpose of the magic link; sign-in by default. */
  readonly linkPurpose?: LinkPurpose;
  /** The staff member whose password the link resets, if it is for staff. */
  readonly staffId?: string;
  /** The page of the portal that the magic link opens. */
  readonly linkNext?: string | undefined;
  /** SHA-256 of the cookie of the browser that requested the magic link. */
  readonly linkBrowserHash?: string | undefined;
}

/** A sample of a template for a staff member, with an invented person who is not a contact. */
export interface SampleOrder {
  readonly schoolId: string;
  /** Key of the effect; the same order never sends twice. */
  readonly key: string;
  readonly template: MailTemplate;
  readonly audience: MailAudience;
  /** The school whose sample data fills it in. */
  readonly eventType: EventType;
  readonly to: string;
}
