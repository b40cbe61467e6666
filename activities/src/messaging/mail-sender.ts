import { createHash } from 'node:crypto';
import { Contact, EmailMessage, MarketingConsent, School, Staff } from '@perennial/db';
import { type AgreedToNews, agreedToNews, mailName, type Withheld, withheldReasons, withholds } from '@perennial/domain/identity';
import { contactVariables, type MailVariables } from '@perennial/domain/messaging';
import { logoPath, type MailBrand } from '@perennial/domain/school';
import {
  type CompiledMail,
  compileMail,
  fillProblems,
  fillText,
  MailTemplateError,
  previewMail,
  renderMail,
  type TemplateProblem,
} from '@perennial/rendering';
import { EffectLedger } from '../platform/effect-ledger.js';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { MailLinks, type PublicAddresses } from './mail-links.js';
import type { MailOrder, SampleOrder } from './mail-order.js';
import { type Mailer, MailRefusedError, MailUnreachableError, type OutgoingMail } from './mailer.port.js';

interface Recipient {
  readonly address: string;
  readonly name: string;
}

/** Sends mails: claims the effect, fills the template in, hands it to the server, and writes down what happened. */
export class MailSender {
  readonly #compiled = new Map<string, Promise<CompiledMail>>();
  readonly #ledger: EffectLedger;
  readonly #links: MailLinks;

  constructor(
    private readonly services: Services,
    private readonly mailer: Mailer,
    private readonly addresses: PublicAddresses,
  ) {
    this.#ledger = new EffectLedger(services.tenancy, services.clocks.wall);
    this.#links = new MailLinks(services, addresses);
  }

  /** @returns what later steps may use: how many were sent */
  async send(asked: MailOrder): Promise<Record<string, unknown>> {
    // An email to staff is work, not marketing, and must not carry a link that unsubscribes the person it is about.
    const order: MailOrder = asked.audience === 'staff' ? { ...asked, category: 'transactional' } : asked;
    const claim = await this.#ledger.claim(order.schoolId, order.key, 'email');
    if (!claim.go) return claim.outputs;
    const { school, contact, recipients, now } = await this.#gather(order);
    const withheld = order.category === 'marketing' && contact ? withholds(contact) : null;
    if (contact && withheld) {
      await this.#noteWithheld(order, school, contact, withheld, now);
      const outputs = { sent: 0, withheld };
      await this.#ledger.settle(order.schoolId, order.key, 'done', outputs);
      return outputs;
    }
    const compiled = await this.#orUnrenderable(order, claim.attempt, () => this.#compile(order, school));
    for (const recipient of recipients) await this.#sendOne(order, claim.attempt, school, contact, recipient, compiled, now);
    const outputs = { sent: recipients.length };
    await this.#ledger.settle(order.schoolId, order.key, 'done', outputs);
    return outputs;
  }

  /** Sends a sample. It leaves its trace in the ledger alone: it is no mail to anybody, and no timeline shows it. */
  async sendSample({ schoolId, key, template, audience, eventType, to }: SampleOrder): Promise<void> {
    const claim = await this.#ledger.claim(schoolId, key, 'email');
    if (!claim.go) return;
    const { tenancy, clocks } = this.services;
    const school = await tenancy.withSchool(schoolId, () => tenancy.repo(School).findOneByOrFail({}));
    const mail = await previewMail(template, eventType, brandOf(school, this.addresses), { audience, timeZone: school.timeZone });
    try {
      const recipient = { address: to, name: '' };
      const content = { ...mail, subject: `Test: ${mail.subject}` };
      await this.mailer.send({ ...this.#envelope({ schoolId, key }, school, recipient), ...content, date: clocks.wall() });
    } catch (error) {
      const refused = error instanceof MailRefusedError;
      await this.#ledger.settle(schoolId, key, refused ? 'refused' : 'unknown', { problem: textOf(error) });
      throw asFailure(error);
    }
    await this.#ledger.settle(schoolId, key, 'done', { sent: 1 });
  }

  #gather(order: MailOrder): Promise<{ school: School; contact: Contact | null; recipients: Recipient[]; now: Date }> {
    const { tenancy, clocks } = this.services;
    return tenancy.withSchool(order.schoolId, async () => {
      const school = await tenancy.repo(School).findOneByOrFail({});
      const contact = order.contactId ? await tenancy.repo(Contact).findOneByOrFail({ id: order.contactId }) : null;
      const now = await clocks.nowFor(order.contactId);
      if (order.to) return { school, contact, now, recipients: [recipient(order.to)] };
      if (order.audience === 'contact') return { school, contact, now, recipients: contact ? [recipient(contact)] : [] };
      const staff = await tenancy.repo(Staff).find({ where: [{ role: 'owner' }, { role: 'admin' }], order: { id: 'ASC' } });
      return { school, contact, now, recipients: staff.map(recipient) };
    });
  }

  /** MJML once per template version and look of the school. */
  #compile(order: MailOrder, school: School): Promise<CompiledMail> {
    const brand = brandOf(school, this.addresses);
    const key = JSON.stringify([order.template.version, order.audience, order.category, brand]);
    const known = this.#compiled.get(key);
    if (known) return known;
    if (this.#compiled.size > 500) this.#compiled.clear();
    const fresh = compileMail(order.template.content, brand, { audience: order.audience, category: order.category });
    this.#compiled.set(key, fresh);
    fresh.catch(() => this.#compiled.delete(key));
    return fresh;
  }

  async #sendOne(
    order: MailOrder,
    attempt: number,
    school: School,
    contact: Contact | null,
    to: Recipient,
    compiled: CompiledMail,
    now: Date,
  ): Promise<void> {
    const envelope = this.#envelope(order, school, to);
    const links = await this.#links.fill(compiled.links, order, school, contact);
    const variables: MailVariables = {
      contact: contactVariables(contact ?? { name: null, email: '' }),
      school: { name: school.name, supportEmail: school.supportEmail },
      event: order.event,
      links,
      ...(order.category === 'marketing' && contact && { news: await this.#agreedToNews(order, school, contact) }),
    };
    const timeZone = (order.audience === 'contact' ? contact?.timeZone : null) ?? school.timeZone;
    const reader = { locale: 'en', timeZone };
    const rendered = await this.#orUnrenderable(
      order,
      attempt,
      () => renderMail(compiled, variables, reader),
      () => fillProblems(order.template.content, variables, reader),
    );
    if (!(await this.#note(order, to, envelope.messageId, rendered.subject, now))) return;
    try {
      await this.mailer.send({
        ...envelope,
        subject: rendered.subject,
        html: rendered.html,
        text: rendered.text,
        date: now,
        ...(order.category === 'marketing' && links.unsubscribe && { unsubscribeUrl: links.unsubscribe }),
      });
    } catch (error) {
      await this.#noteFailure(order, to, error);
      throw asFailure(error);
    }
    await this.#noteSent(order, to);
  }

  /**
   * An email that cannot be filled in fails for good: a retry finds the same template and the same values. Where it only took too
   * long, as on a busy machine, a few retries are allowed. The reason goes to the ledger, where the run reads it.
   */
  async #orUnrenderable<T>(
    order: MailOrder,
    attempt: number,
    make: () => T | Promise<T>,
    problems: () => readonly TemplateProblem[] = () => [],
  ): Promise<T> {
    try {
      return await make();
    } catch (error) {
      if (/limit exceeded/.test(textOf(error)) && attempt < 5) throw error;
      const found = error instanceof MailTemplateError ? error.problems : problems();
      const problem = found.map(({ field, message }) => `${field}: ${message}`).join('; ') || textOf(error);
      await this.#ledger.settle(order.schoolId, order.key, 'refused', { problem });
      this.services.log.warn({ key: order.key }, 'email cannot be filled in');
      throw failure('mail_unrenderable');
    }
  }

  /** Where and when the person agreed, for the footer. */
  #agreedToNews({ schoolId }: MailOrder, school: School, { id: contactId }: Contact): Promise<AgreedToNews | undefined> {
    return this.services.tenancy.withSchool(schoolId, async () => {
      const given = await this.services.tenancy
        .repo(MarketingConsent)
        .findOne({ where: { contactId, decision: 'given' }, order: { id: 'DESC' } });
      return given ? agreedToNews(given.source, given.decidedAt, school.name) : undefined;
    });
  }

  /** A marketing email that was due and did not go out is shown in the timeline, with the reason. */
  #noteWithheld(order: MailOrder, school: School, contact: Contact, withheld: Withheld, now: Date): Promise<void> {
    return this.services.tenancy.withSchool(order.schoolId, async () => {
      const to = { address: contact.email, name: contact.name };
      await this.services.tenancy.em.query(
        `insert into email_message (contact_id, recipient, effect_key, message_id, template_id, causation_id, run_id, subject, category, state, problem, occurred_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'withheld', $10, $11) on conflict (school_id, effect_key, recipient) do nothing`,
        [
          contact.id,
          to.address,
          order.key,
          this.#envelope(order, school, to).messageId,
          order.template.id,
          order.causationId,
          order.runId,
          subjectOf(order, school, contact),
          order.category,
          withheldReasons[withheld],
          now,
        ],
      );
      this.#announce(contact.id);
    });
  }

  /** From whom to whom, under an id that a repeated attempt has again. */
  #envelope(
    { schoolId, key }: Pick<MailOrder, 'schoolId' | 'key'>,
    school: School,
    to: Recipient,
  ): Pick<OutgoingMail, 'from' | 'to' | 'replyTo' | 'messageId'> {
    const host = this.addresses.mailHost(school.slug);
    const id = createHash('sha256').update(`${schoolId}:${key}:${to.address}`).digest('hex').slice(0, 32);
    return {
      from: { name: school.name, address: `hello@${host}` },
      to,
      replyTo: school.supportEmail,
      messageId: `<${id}@${host}>`,
    };
  }

  /** Writes the mail down before it goes. False when it was recorded as sent before. */
  #note(order: MailOrder, to: Recipient, messageId: string, subject: string, now: Date): Promise<boolean> {
    return this.services.tenancy.withSchool(order.schoolId, async () => {
      const row = await this.services.tenancy.row<{ state: EmailMessage['state'] }>(
        `insert into email_message (contact_id, recipient, effect_key, message_id, template_id, causation_id, run_id, subject, category, state, occurred_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sending', $10)
         on conflict (school_id, effect_key, recipient) do update
           set attempts = email_message.attempts + (email_message.state <> 'sent')::int,
               state = case email_message.state when 'sent' then 'sent' else 'sending' end
         returning state`,
        [
          order.contactId,
          to.address,
          order.key,
          messageId,
          order.template.id,
          order.causationId,
          order.runId,
          subject,
          order.category,
          now,
        ],
      );
      this.#announce(order.contactId);
      return row?.state !== 'sent';
    });
  }

  #noteSent(order: MailOrder, to: Recipient): Promise<void> {
    return this.services.tenancy.withSchool(order.schoolId, async () => {
      await this.services.tenancy
        .repo(EmailMessage)
        .update(
          { effectKey: order.key, recipient: to.address },
          { state: 'sent', sentAt: this.services.clocks.wall(), problem: null },
        );
      this.#announce(order.contactId);
    });
  }

  /** A timeline shows emails too. In the open scope. */
  #announce(contactId: string | null): void {
    if (contactId) this.services.events.announce({ admin: [{ key: 'contacts', id: contactId }, { key: 'home' }] });
  }

  async #noteFailure(order: MailOrder, to: Recipient, error: unknown): Promise<void> {
    const problem = textOf(error);
    await this.services.tenancy.withSchool(order.schoolId, async () => {
      await this.services.tenancy
        .repo(EmailMessage)
        .update({ effectKey: order.key, recipient: to.address }, { state: 'failed', problem });
      this.#announce(order.contactId);
    });
    await this.#ledger.settle(order.schoolId, order.key, error instanceof MailRefusedError ? 'refused' : 'unknown');
  }
}

/** The subject as the person would have read it; as written where it cannot be filled in. */
function subjectOf({ template, event }: MailOrder, school: School, contact: Contact): string {
  const variables = {
    contact: contactVariables(contact),
    school: { name: school.name, supportEmail: school.supportEmail },
    event,
  };
  try {
    return fillText(template.content.subject, variables);
  } catch {
    return template.content.subject;
  }
}

const brandOf = (school: School, addresses: PublicAddresses): MailBrand => ({
  schoolName: school.name,
  colour: school.brandColour,
  supportEmail: school.supportEmail,
  ...(school.logo && { logoUrl: addresses.portal(school.slug) + logoPath(school.logo) }),
});

/** The name in To is one that an email may show: anybody can type one for a stranger's address. */
const recipient = ({ email, name }: { readonly email: string; readonly name: string }): Recipient => ({
  address: email,
  name: mailName(name).name,
});

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server's own words may hold an address: Temporal sees a code. */
function asFailure(error: unknown): unknown {
  if (error instanceof MailRefusedError) return failure('mail_refused');
  return error instanceof MailUnreachableError ? failure('mail_unreachable') : error;
}
