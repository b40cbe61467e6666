import type { EventType } from '@perennial/domain/events';
import type { LinkPurpose } from '@perennial/domain/identity';
import type { MailAudience, MailCategory, MailTemplate } from '@perennial/domain/messaging';

/** A mail to send once. */
export interface MailOrder {
  readonly schoolId: string;
  /** Key of the effect; the same order never sends twice. */
  readonly key: string;
  readonly template: { readonly id: string | null; readonly version: string; readonly content: MailTemplate };
  readonly audience: MailAudience;
  readonly category: MailCategory;
  readonly contactId: string | null;
  /** Whom it goes to, where that is not the contact, or not all who run the school. */
  readonly to?: { readonly email: string; readonly name: string };
  /** Data of the event it is about, for the template. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly causationId: string | null;
  readonly runId: string | null;
  /** What the magic link is for; sign-in unless given. */
  readonly linkPurpose?: LinkPurpose;
  /** Whose password the link is for, where that is a member of staff. */
  readonly staffId?: string;
  /** The page of the portal that the magic link leads to. */
  readonly linkNext?: string | undefined;
  /** SHA-256 of the cookie of the browser that asked for the magic link. */
  readonly linkBrowserHash?: string | undefined;
}

/** A sample of a template for somebody who works at the school: an invented person, and no contact of ours. */
export interface SampleOrder {
  readonly schoolId: string;
  /** Key of the effect; the same order never sends twice. */
  readonly key: string;
  readonly template: MailTemplate;
  readonly audience: MailAudience;
  /** Whose sample data fills it in. */
  readonly eventType: EventType;
  readonly to: string;
}
