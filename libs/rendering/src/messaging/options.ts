import type { MailAudience, MailCategory } from '@perennial/domain/messaging';

/** What the footer depends on. */
export interface CompileOptions {
  /** Marketing mail gets an unsubscribe link. Transactional unless said. */
  readonly category?: MailCategory;
  /** Who reads it. The contact unless said. */
  readonly audience?: MailAudience;
}
