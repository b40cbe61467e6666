import { assertNoOpenScope } from '@perennial/db';
import nodemailer from 'nodemailer';
import { type Mailer, MailRefusedError, MailUnreachableError, type OutgoingMail } from './mailer.port.js';

const minute = 60_000;

/** How long to wait for a mail server, in milliseconds. */
export interface SmtpTimeouts {
  /** For the connection and the greeting. */
  readonly greeting: number;
  /** For the response to any command. */
  readonly answer: number;
}

/**
 * RFC 5321, section 4.5.3.2: five minutes for the greeting, ten for the response to the message. A server may accept a message
 * and respond late; a sender that gives up earlier and sends again delivers it twice.
 */
export const smtpTimeouts: SmtpTimeouts = { greeting: 5 * minute, answer: 10 * minute };

/** {@link Mailer} over SMTP, with a pool, because every new connection costs a greeting. */
export class SmtpMailer implements Mailer {
  readonly #transport;
  readonly #underWay = new Map<string, Promise<void>>();

  /** @param url `smtp://user:password@host:port` */
  constructor(url: string, timeouts: SmtpTimeouts = smtpTimeouts) {
    this.#transport = nodemailer.createTransport({
      url,
      pool: true,
      maxConnections: 10,
      maxMessages: 100,
      connectionTimeout: timeouts.greeting,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.answer,
      // Disabled, because the pool would resend a message whose connection closed before the response. We decide and record
      // retries ourselves.
      maxRequeues: 0,
    });
  }

  /** Waits for an email that is already being sent, instead of sending it again. */
  async send(mail: OutgoingMail): Promise<void> {
    assertNoOpenScope('an email was sent');
    const key = `${mail.messageId} ${mail.to.address}`;
    const known = this.#underWay.get(key);
    if (known) return known;
    const sending = this.#deliver(mail);
    this.#underWay.set(key, sending);
    try {
      await sending;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #deliver(mail: OutgoingMail): Promise<void> {
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
