import type { EventType } from '../events/catalogue.js';
import type { MailAudience, MailCategory, MailTemplate } from './template.js';

/** Headings of the email settings page. */
export type MessageFeature = 'membership' | 'courses' | 'account';

/** A message that an admin can switch on and off: a built-in automation with one trigger and one email. */
export interface BuiltInMessage {
  /** Never changes: schools store their switch and their own template under it. */
  readonly key: string;
  readonly feature: MessageFeature;
  readonly label: string;
  readonly audience: MailAudience;
  readonly trigger: {
    readonly eventType: EventType;
    /** Fields of the event's data that must have exactly these values. */
    readonly filters?: Readonly<Record<string, string | number | boolean>>;
  };
  readonly category: MailCategory;
  readonly enabledByDefault: boolean;
  readonly template: MailTemplate;
}
