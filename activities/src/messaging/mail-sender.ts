import { setTimeout as pause } from 'node:timers/promises';
import { Contact, School, Staff } from '@perennial/db';
import { agreedToNews, type StaffAudience, type Withheld, withheldReasons, withholds } from '@perennial/domain/identity';
import { mayNameFields } from '@perennial/domain/messaging';
import { type CompiledMail, previewMail } from '@perennial/rendering';
import { MailFields } from '@perennial/services';
import { In } from 'typeorm';
import { type Claim, EffectLedger } from '../platform/effect-ledger.js';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { brandOf, EmailContent, type MailAttempt, subjectOf } from './email-content.js';
import { EmailGroup } from './email-group.js';
import { EmailRecords } from './email-records.js';
import { newestAgreements } from './emails.queries.js';
import { envelopeOf, type Recipient, recipientOf } from './envelope.js';
import { MailLinks, type PublicAddresses } from './mail-links.js';
import type { MailOrder, SampleOrder } from './mail-order.js';
import { type Mailer, MailRefusedError, MailUnreachableError } from './mailer.port.js';

/** The data that an order needs from the database. */
interface Gathered {
  readonly school: School;
  readonly contact: Contact | null;
  readonly recipients: readonly Recipient[];
  readonly now: Date;
}

/** How long an activity waits for an email that another attempt is sending, before Temporal retries it. */
const leasePolls = { count: 20, everyMs: 1_000 };
/** How long a worker that stops waits for emails that take long, in milliseconds. */
const stopAfterMs = 15_000;

/** Sends emails: claims the effect, fills the template in, passes it to the mail server, and records the outcome. */
export class MailSender {
  readonly #ledger: EffectLedger;
  readonly #content: EmailContent;
  readonly #records: EmailRecords;
  readonly #inBackground = new Set<Promise<void>>();

  constructor(
    private readonly services: Services,
    private readonly mailer: Mailer,
    private readonly addresses: PublicAddresses,
  ) {
    this.#ledger = new EffectLedger(services.tenancy, services.clocks.wall);
    this.#content = new EmailContent(services, this.#ledger, new MailLinks(services, addresses), addresses);
    this.#records = new EmailRecords(services);
  }

  /** @returns what later steps may use: how many were sent */
  async send(asked: MailOrder): Promise<Record<string, unknown>> {
    // An email to staff is not marketing, and must not contain a link that unsubscribes the person it is about.
    const order: MailOrder = asked.audience === 'staff' ? { ...asked, category: 'transactional' } : asked;
    const claim = await this.#claim(order);
    if (!claim.go) return claim.outputs;
    const { school, contact, recipients, now } = await this.#gather(order);
    const withheld = order.category === 'marketing' && contact ? withholds(contact) : null;
    if (contact && withheld) {
      await this.#recordWithheld(order, school, contact, withheld, now);
      return this.#done(order, { sent: 0, withheld });
    }
    const attempt: MailAttempt = { order, school, contact };
    const compiled = await this.#content.compile(attempt);
    for (const recipient of recipients) await this.#sendOne(attempt, recipient, compiled, now);
    return this.#done(order, { sent: recipients.length });
  }

  /** Reads what emails to contacts need to be sent together, in the open scope. */
  async group(due: readonly { readonly order: MailOrder; readonly now: Date }[]): Promise<EmailGroup> {
    const { tenancy } = this.services;
    const school = await tenancy.repo(School).findOneByOrFail({});
    const ids = due.flatMap(({ order }) => (order.contactId === null ? [] : [order.contactId]));
    const contacts = new Map((await tenancy.repo(Contact).findBy({ id: In(ids) })).map((each) => [each.id, each]));
    const marketing = due.some(({ order }) => order.category === 'marketing');
    const agreed = marketing ? await tenancy.rowsOf(newestAgreements, ids) : [];
    const news = new Map(
      agreed.map(({ contactId, source, decidedAt }) => [contactId, agreedToNews(source, decidedAt, school.name)]),
    );
    const named = due.flatMap(({ order }) => (order.contactId && mayNameFields(order.template.content) ? [order.contactId] : []));
    const fields = named.length > 0 ? await new MailFields(tenancy).valuesOf([...new Set(named)]) : null;
    const members = due.flatMap(({ order, now }) => {
      const contact = contacts.get(order.contactId ?? '');
      return contact ? [{ order, now, contact, news: news.get(contact.id) ?? null, fields: fields?.get(contact.id) ?? {} }] : [];
    });
    const { services, mailer, addresses } = this;
    const [ledger, content, records] = [this.#ledger, this.#content, this.#records];
    const inBackground = (work: Promise<void>): void => {
      this.#inBackground.add(work);
      void work.finally(() => this.#inBackground.delete(work));
    };
    return new EmailGroup({ services, ledger, content, records, mailer, addresses, inBackground }, school, members);
  }

  /** Waits for emails that continue after their group, though not without limit: their claims expire. */
  async close(): Promise<void> {
    await Promise.race([Promise.all(this.#inBackground), pause(stopAfterMs, undefined, { ref: false })]);
  }

  /** Sends a sample. Only the ledger records it, because it is not addressed to a contact and no timeline shows it. */
  async sendSample({ schoolId, key, template, audience, eventType, to }: SampleOrder): Promise<void> {
    const claim = await this.#claim({ schoolId, key });
    if (!claim.go) return;
    const { tenancy, clocks } = this.services;
    const { school, fields } = await tenancy.withSchool(schoolId, async () => ({
      school: await tenancy.repo(School).findOneByOrFail({}),
      fields: mayNameFields(template) ? await new MailFields(tenancy).known() : [],
    }));
    const reader = { audience, timeZone: school.timeZone, fields };
    const mail = await previewMail(template, eventType, brandOf(school, this.addresses), reader);
    try {
      const envelope = envelopeOf({ schoolId, key }, school, { address: to, name: '' }, this.addresses);
      const content = { ...mail, subject: `Test: ${mail.subject}` };
      await this.mailer.send({ ...envelope, ...content, date: clocks.wall() });
    } catch (error) {
      const refused = error instanceof MailRefusedError;
      await this.#ledger.complete(schoolId, key, refused ? 'refused' : 'unknown', { problem: textOf(error) });
      throw asFailure(error);
    }
    await this.#ledger.complete(schoolId, key, 'done', { sent: 1 });
  }

  /** Claims an email. An email that another attempt is sending is not sent again. Its outcome is awaited. */
  async #claim({ schoolId, key }: Pick<MailOrder, 'schoolId' | 'key'>): Promise<Exclude<Claim, 'leased'>> {
    for (let polls = 0; polls < leasePolls.count; polls += 1) {
      const claim = await this.#ledger.claim(schoolId, key, 'email');
      if (claim !== 'leased') return claim;
      await pause(leasePolls.everyMs);
    }
    throw failure('mail_unreachable');
  }

  #gather(order: MailOrder): Promise<Gathered> {
    const { tenancy, clocks } = this.services;
    return tenancy.withSchool(order.schoolId, async () => {
      const school = await tenancy.repo(School).findOneByOrFail({});
      const contact = order.contactId ? await tenancy.repo(Contact).findOneByOrFail({ id: order.contactId }) : null;
      const now = await clocks.nowFor(order.contactId);
      if (order.to) return { school, contact, now, recipients: [recipientOf(order.to)] };
      if (order.audience === 'contact') return { school, contact, now, recipients: contact ? [recipientOf(contact)] : [] };
      const staff = await tenancy.repo(Staff).find({ order: { id: 'ASC' } });
      return { school, contact, now, recipients: addressedStaff(staff, order.staffRole).map(recipientOf) };
    });
  }

  async #done(order: MailOrder, outputs: Record<string, unknown>): Promise<Record<string, unknown>> {
    await this.#ledger.complete(order.schoolId, order.key, 'done', outputs);
    return outputs;
  }

  async #sendOne(attempt: MailAttempt, to: Recipient, compiled: CompiledMail, now: Date): Promise<void> {
    const { order, school } = attempt;
    const envelope = envelopeOf(order, school, to, this.addresses);
    const { unsubscribeUrl, ...content } = await this.#content.fill(compiled, attempt);
    const email = { order, recipient: to.address, messageId: envelope.messageId, subject: content.subject };
    if (!(await this.#records.sending(email, now))) return;
    try {
      await this.mailer.send({ ...envelope, ...content, date: now, ...(unsubscribeUrl && { unsubscribeUrl }) });
    } catch (error) {
      await this.#records.failed(order, to.address, textOf(error));
      await this.#ledger.complete(order.schoolId, order.key, error instanceof MailRefusedError ? 'refused' : 'unknown');
      throw asFailure(error);
    }
    await this.#records.sent(order, to.address);
  }

  /** A marketing email that was due and did not go out is shown in the timeline, with the reason. */
  async #recordWithheld(order: MailOrder, school: School, contact: Contact, withheld: Withheld, now: Date): Promise<void> {
    const { messageId } = envelopeOf(order, school, { address: contact.email, name: contact.name }, this.addresses);
    const email = { order, recipient: contact.email, messageId, subject: subjectOf(order, school, contact) };
    await this.#records.withheld(email, contact, withheldReasons[withheld], now);
  }
}

/** The staff whom an email is for. If no one has the role, it is for the owners. */
function addressedStaff(staff: readonly Staff[], wanted: StaffAudience | undefined): readonly Staff[] {
  if (wanted === 'everyone') return staff;
  if (wanted === undefined) return staff.filter(({ role }) => role !== 'support');
  const chosen = staff.filter(({ role }) => role === wanted);
  return chosen.length > 0 ? chosen : staff.filter(({ role }) => role === 'owner');
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server's response may contain an address, so Temporal gets a code. */
function asFailure(error: unknown): unknown {
  if (error instanceof MailRefusedError) return failure('mail_refused');
  return error instanceof MailUnreachableError ? failure('mail_unreachable') : error;
}
