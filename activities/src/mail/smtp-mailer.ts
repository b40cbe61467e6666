import nodemailer from 'nodemailer';
import { type Mailer, MailRefusedError, MailUnreachableError, type OutgoingMail } from './mailer.port.js';

/** {@link Mailer} over SMTP, with a pool: a fresh connection per mail costs a greeting each. */
export class SmtpMailer implements Mailer {
  readonly #transport;

  /** @param url `smtp://user:password@host:port` */
  constructor(url: string) {
    this.#transport = nodemailer.createTransport({
      url,
      pool: true,
      maxConnections: 10,
      maxMessages: 100,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
    });
  }

  async send(mail: OutgoingMail): Promise<void> {
    try {
      await this.#transport.sendMail({
        from: mail.from,
        to: mail.to,
        replyTo: mail.replyTo,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: mail.messageId,
        date: mail.date,
        ...(mail.unsubscribeUrl && {
          list: { unsubscribe: { url: mail.unsubscribeUrl, comment: 'Unsubscribe' } },
          headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        }),
      });
    } catch (error) {
      const code = responseCode(error);
      const text = error instanceof Error ? error.message : String(error);
      throw code !== null && code >= 500 ? new MailRefusedError(text) : new MailUnreachableError(text);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

const responseCode = (error: unknown): number | null =>
  typeof error === 'object' && error !== null && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null;
