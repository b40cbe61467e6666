import { type Contact, EmailMessage } from '@perennial/db';
import type { Services } from '../platform/services.js';
import { recordAllSending, recordAllSent, recordSending, recordWithheld } from './emails.queries.js';
import type { MailOrder } from './mail-order.js';

/** One email to one address. */
export interface EmailRecord {
  readonly order: MailOrder;
  readonly recipient: string;
  readonly messageId: string;
  readonly subject: string;
}

/** Rows of emails, which the timeline shows. Each method is a short transaction of its own. */
export class EmailRecords {
  constructor(private readonly services: Services) {}

  /** Records an email before it is sent. False when it was recorded as sent before. */
  sending(email: EmailRecord, now: Date): Promise<boolean> {
    return this.#write(email.order, async () => {
      const row = await this.services.tenancy.rowOf(recordSending, ...message(email, email.order.contactId), now);
      return row?.state !== 'sent';
    });
  }

  /** As {@link sending}, for emails of one school to contacts. Returns the keys of those to send now. */
  async sendingAll(emails: readonly (EmailRecord & { readonly at: Date })[]): Promise<ReadonlySet<string>> {
    const [first] = emails;
    if (!first) return new Set();
    const { tenancy } = this.services;
    const of = <T>(value: (email: EmailRecord) => T): T[] => emails.map(value);
    const write = async () => {
      const rows = await tenancy.rowsOf(
        recordAllSending,
        of(({ order }) => order.contactId),
        of(({ recipient }) => recipient),
        of(({ order }) => order.key),
        of(({ messageId }) => messageId),
        of(({ order }) => order.template.id),
        of(({ order }) => order.causationId),
        of(({ order }) => order.runId),
        of(({ subject }) => subject),
        of(({ order }) => order.category),
        emails.map(({ at }) => at),
      );
      this.#announce(emails);
      return new Set(rows.filter(({ state }) => state !== 'sent').map(({ effectKey }) => effectKey));
    };
    return tenancy.withSchool(first.order.schoolId, write, { keepPlans: true });
  }

  /** As {@link sent}, for emails of one school to contacts. */
  async sentAll(emails: readonly EmailRecord[], at: Date): Promise<void> {
    const [first] = emails;
    if (!first) return;
    const { tenancy } = this.services;
    const write = async () => {
      const keys = emails.map(({ order }) => order.key);
      await tenancy.rowsOf(
        recordAllSent,
        keys,
        emails.map(({ recipient }) => recipient),
        at,
      );
      this.#announce(emails);
    };
    await tenancy.withSchool(first.order.schoolId, write, { keepPlans: true });
  }

  sent(order: MailOrder, recipient: string): Promise<void> {
    const sentAt = this.services.clocks.wall();
    return this.#update(order, recipient, { state: 'sent', sentAt, problem: null });
  }

  failed(order: MailOrder, recipient: string, problem: string): Promise<void> {
    return this.#update(order, recipient, { state: 'failed', problem });
  }

  /** A marketing email that was due and not sent. */
  withheld(email: EmailRecord, { id }: Contact, reason: string, now: Date): Promise<void> {
    return this.#write(email.order, async () => {
      await this.services.tenancy.rowsOf(recordWithheld, ...message(email, id), reason, now);
    });
  }

  #announce(emails: readonly EmailRecord[]): void {
    const contacts = new Set(emails.map(({ order }) => order.contactId).filter((id) => id !== null));
    this.services.events.announce({ admin: [...[...contacts].map((id) => ({ key: 'contacts', id }) as const), { key: 'home' }] });
  }

  #update(order: MailOrder, recipient: string, changes: Partial<EmailMessage>): Promise<void> {
    return this.#write(order, async () => {
      await this.services.tenancy.repo(EmailMessage).update({ effectKey: order.key, recipient }, changes);
    });
  }

  #write<T>({ schoolId, contactId }: MailOrder, work: () => Promise<T>): Promise<T> {
    const { tenancy, events } = this.services;
    return tenancy.withSchool(schoolId, async () => {
      const result = await work();
      if (contactId) events.announce({ admin: [{ key: 'contacts', id: contactId }, { key: 'home' }] });
      return result;
    });
  }
}

const message = ({ order, recipient, messageId, subject }: EmailRecord, contactId: string | null) =>
  [
    contactId,
    recipient,
    order.key,
    messageId,
    order.template.id,
    order.causationId,
    order.runId,
    subject,
    order.category,
  ] as const;
