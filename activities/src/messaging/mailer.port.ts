/** One mail to one address. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Same id on a repeated attempt: receivers that look can drop the second copy. */
  readonly messageId: string;
  /** Business time. */
  readonly date: Date;
  /** One-click unsubscribe address; marketing mail only. */
  readonly unsubscribeUrl?: string;
}

/** The server said no for good. The answer may hold the address: it stays in our database. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** No answer, or "try later". Whether the mail went out may be unknown. */
export class MailUnreachableError extends Error {
  override readonly name = 'MailUnreachableError';
}

/** Hands mails to a mail server. */
export interface Mailer {
  /**
   * @throws {MailRefusedError}
   * @throws {MailUnreachableError}
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}
