import type { MailAudience, MailCategory } from '@perennial/domain/messaging';

/** Options of the footer. */
export interface CompileOptions {
  /** Marketing emails get an unsubscribe link. Transactional by default. */
  readonly category?: MailCategory;
  /** The recipient. The contact by default. */
  readonly audience?: MailAudience;
}
