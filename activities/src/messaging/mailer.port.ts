/** One mail to one address. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Repeated attempts have the same ID, so that receivers can drop duplicates. */
  readonly messageId: string;
  /** Business time. */
  readonly date: Date;
  /** One-click unsubscribe address; marketing mail only. */
  readonly unsubscribeUrl?: string;
}

/** The server refused permanently. Its response may contain the address, so it stays in our database. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** No response, or a temporary refusal. The outcome may be unknown. */
export class MailUnreachableError extends Error {
  override readonly name = 'MailUnreachableError';
}

/** Sends emails to a mail server. */
export interface Mailer {
  /**
   * @throws {MailRefusedError}
   * @throws {MailUnreachableError}
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}
