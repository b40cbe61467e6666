import type { EventType, MailAudience, MailCategory, MailTemplate } from '@perennial/domain';

/** A mail to send once. */
export interface MailOrder {
  readonly schoolId: string;
  /** Key of the effect; the same order never sends twice. */
  readonly key: string;
  readonly template: { readonly id: string | null; readonly version: string; readonly content: MailTemplate };
  readonly audience: MailAudience;
  readonly category: MailCategory;
  readonly contactId: string | null;
  /** Data of the event it is about, for the template. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly causationId: string | null;
  readonly runId: string | null;
  /** Where the magic link leads and what for; sign-in unless said. */
  readonly linkPurpose?: 'sign_in' | 'reset_password' | 'welcome';
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
