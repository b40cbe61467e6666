import { setTimeout as pause } from 'node:timers/promises';
import type { Contact, School } from '@perennial/db';
import { type AgreedToNews, withheldReasons, withholds } from '@perennial/domain/identity';
import type { CompiledMail } from '@perennial/rendering';
import type { EffectLedger } from '../platform/effect-ledger.js';
import type { Services } from '../platform/services.js';
import { type EmailContent, type MailAttempt, type MailContent, subjectOf } from './email-content.js';
import type { EmailRecord, EmailRecords } from './email-records.js';
import { envelopeOf, recipientOf } from './envelope.js';
import type { PublicAddresses } from './mail-links.js';
import type { MailOrder } from './mail-order.js';
import { type Mailer, MailRefusedError, type OutgoingMail } from './mailer.port.js';

/** Emails of a group that are sent at the same time: enough for the connections to the mail server, few enough to record soon. */
const atOnce = 20;
/** How long a claim keeps other attempts away, in milliseconds. It is extended while an email is being sent. */
export const leaseMs = 30_000;
const extendEveryMs = 10_000;

/**
 * How an email of a group ended. Null if an activity must send it or wait for its outcome. `not begun` if there was no time left for it:
 * its claim is withdrawn, so that any later attempt is the first one.
 */
export type GroupOutcome =
  | {
      readonly state: 'done' | 'refused' | 'unknown';
      readonly outputs: Record<string, unknown>;
      readonly failed: 'mail_refused' | 'mail_unreachable' | null;
    }
  | 'not begun'
  | null;
type Ended = Exclude<GroupOutcome, 'not begun' | null>;

/** An email to a contact, with what was read about them. */
export interface GroupMember {
  readonly order: MailOrder;
  readonly contact: Contact;
  /** Business time of the contact. */
  readonly now: Date;
  readonly news: AgreedToNews | null;
  /** Values of contact fields; empty where the template names none. */
  readonly fields: NonNullable<MailAttempt['fields']>;
}

/** What groups share with {@link MailSender}. */
export interface GroupTools {
  readonly services: Services;
  readonly ledger: EffectLedger;
  readonly content: EmailContent;
  readonly records: EmailRecords;
  readonly mailer: Mailer;
  readonly addresses: PublicAddresses;
  /** Keeps the process alive until an email that takes long has its outcome. */
  readonly inBackground: (work: Promise<void>) => void;
}

/** An email that is ready to be sent. */
interface Ready {
  readonly member: GroupMember;
  readonly record: EmailRecord;
  readonly mail: OutgoingMail;
}

/**
 * Emails of a school that runs have reached together, each claimed with a lease. They are recorded before and after they are sent in one
 * statement for several.
 */
export class EmailGroup {
  readonly #outcomes = new Map<string, GroupOutcome>();
  #delivered = 0;
  #late = 0;

  constructor(
    private readonly tools: GroupTools,
    private readonly school: School,
    private readonly members: readonly GroupMember[],
  ) {}

  /** Whether the mail server took longer than the time available for most emails. A single one says little about the server. */
  get late(): boolean {
    return this.#late > 0 && this.#late * 2 >= this.#delivered;
  }

  /**
   * Sends those that are claimed, outside every scope. An email to which the mail server has not responded in time continues in
   * the background, under its lease. One that cannot be prepared is released for an activity.
   * @returns the outcomes by key
   */
  async send(claimed: ReadonlySet<string>, timeMs: number): Promise<ReadonlyMap<string, GroupOutcome>> {
    const ends = performance.now() + timeMs;
    const members = this.members.filter(({ order }) => claimed.has(order.key));
    let done = 0;
    for (; done < members.length && performance.now() < ends; done += atOnce)
      await this.#sendSome(members.slice(done, done + atOnce), ends);
    const { ledger } = this.tools;
    const keysOf = (some: readonly GroupMember[]) => some.map(({ order }) => order.key);
    const released = keysOf(members.slice(0, done)).filter((key) => !this.#outcomes.has(key));
    if (released.length > 0) await ledger.lease(this.#schoolId, released, 0);
    const untouched = keysOf(members.slice(done));
    if (untouched.length > 0) await ledger.withdraw(this.#schoolId, untouched);
    for (const key of untouched) this.#outcomes.set(key, 'not begun');
    return this.#outcomes;
  }

  get #schoolId(): string {
    return this.school.id;
  }

  async #sendSome(members: readonly GroupMember[], ends: number): Promise<void> {
    const prepared: Ready[] = [];
    for (const member of members) {
      const ready = await this.#prepare(member);
      if (ready) prepared.push(ready);
    }
    const { records, services } = this.tools;
    const fresh = await records.sendingAll(prepared.map(({ record, member }) => ({ ...record, at: member.now })));
    const sent: EmailRecord[] = [];
    await Promise.all(
      prepared.map(async (ready) => {
        const { key } = ready.member.order;
        const outcome = fresh.has(key) ? await this.#deliver(ready, ends) : delivered;
        this.#outcomes.set(key, outcome);
        if (outcome?.state === 'done' && fresh.has(key)) sent.push(ready.record);
      }),
    );
    await records.sentAll(sent, services.clocks.wall());
  }

  /** Fills an email in. Null where it is withheld, or cannot be filled in: then the activity reports why. */
  async #prepare(member: GroupMember): Promise<Ready | null> {
    const { content, addresses, services } = this.tools;
    const { order, contact, now, news, fields } = member;
    if (await this.#withheld(member)) return null;
    const attempt: MailAttempt = { order, school: this.school, contact, news, fields };
    const to = recipientOf(contact);
    const envelope = envelopeOf(order, this.school, to, addresses);
    let filled: MailContent;
    try {
      const compiled: CompiledMail = await content.compile(attempt);
      filled = await content.fill(compiled, attempt);
    } catch (error) {
      services.log.warn({ err: error, key: order.key }, 'an email of a group is left to its activity');
      return null;
    }
    const { unsubscribeUrl, ...parts } = filled;
    const record = { order, recipient: to.address, messageId: envelope.messageId, subject: parts.subject };
    return { member, record, mail: { ...envelope, ...parts, date: now, ...(unsubscribeUrl && { unsubscribeUrl }) } };
  }

  async #withheld({ order, contact, now }: GroupMember): Promise<boolean> {
    const withheld = order.category === 'marketing' ? withholds(contact) : null;
    if (!withheld) return false;
    const { records, addresses } = this.tools;
    const { messageId } = envelopeOf(order, this.school, recipientOf(contact), addresses);
    const record = { order, recipient: contact.email, messageId, subject: subjectOf(order, this.school, contact) };
    await records.withheld(record, contact, withheldReasons[withheld], now);
    this.#outcomes.set(order.key, { state: 'done', outputs: { sent: 0, withheld }, failed: null });
    return true;
  }

  async #deliver(ready: Ready, ends: number): Promise<Ended | null> {
    this.#delivered += 1;
    const sending = this.#attempt(ready);
    const patience = new AbortController();
    const timedOut = pause(Math.max(0, ends - performance.now()), 'late' as const, { signal: patience.signal });
    try {
      const first = await Promise.race([sending, timedOut]);
      if (first !== 'late') return first;
    } finally {
      patience.abort();
      timedOut.catch(() => {});
    }
    this.#late += 1;
    this.tools.inBackground(this.#continue(ready, sending));
    return null;
  }

  /** Passes an email to the mail server. A failure is recorded with the email, and is an outcome, too. */
  async #attempt({ record, mail }: Ready): Promise<Ended> {
    const { mailer, records } = this.tools;
    try {
      await mailer.send(mail);
      return delivered;
    } catch (error) {
      await records.failed(record.order, record.recipient, error instanceof Error ? error.message : String(error));
      return error instanceof MailRefusedError
        ? { state: 'refused', outputs: {}, failed: 'mail_refused' }
        : { state: 'unknown', outputs: {}, failed: 'mail_unreachable' };
    }
  }

  /** Keeps the claim of an email that takes long, and records its outcome. The activity of the run waits for it. */
  async #continue({ record }: Ready, sending: Promise<Ended>): Promise<void> {
    const { ledger, records, services } = this.tools;
    const { key, schoolId } = record.order;
    const extend = () =>
      void ledger
        .lease(schoolId, [key], leaseMs)
        .catch((error: unknown) => services.log.warn({ err: error, key }, 'the claim of an email could not be extended'));
    const timer = setInterval(extend, extendEveryMs);
    try {
      const { state, outputs } = await sending;
      if (state === 'done') await records.sent(record.order, record.recipient);
      await ledger.complete(schoolId, key, state, outputs);
    } catch (error) {
      services.log.error({ err: error, key }, 'the outcome of an email could not be recorded');
    } finally {
      clearInterval(timer);
    }
  }
}

const delivered: Ended = { state: 'done', outputs: { sent: 1 }, failed: null };
