import { type Contact, MarketingConsent, type School } from '@perennial/db';
import { type AgreedToNews, agreedToNews } from '@perennial/domain/identity';
import { contactVariables, type MailVariables, mayNameFields } from '@perennial/domain/messaging';
import { logoPath, type MailBrand } from '@perennial/domain/school';
import {
  type CompiledMail,
  compileMail,
  fillProblems,
  fillText,
  MachineBusyError,
  MailTemplateError,
  renderMail,
  type TemplateProblem,
} from '@perennial/rendering';
import { MailFields } from '@perennial/services';
import type { EffectLedger } from '../platform/effect-ledger.js';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import type { MailLinks, PublicAddresses } from './mail-links.js';
import type { MailOrder } from './mail-order.js';

/** One attempt of an order, with whom it is about. */
export interface MailAttempt {
  readonly order: MailOrder;
  readonly school: School;
  readonly contact: Contact | null;
  /** Where and when the person agreed to news; null where they did not. Absent if it is not read yet. */
  readonly news?: AgreedToNews | null;
  /** Values of contact fields. Absent if they are not read yet. */
  readonly fields?: MailVariables['contact']['fields'];
}

/** An email as one recipient reads it. */
export interface MailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly unsubscribeUrl: string | undefined;
}

/** Fills in templates. A template is compiled once per version and appearance of the school. */
export class EmailContent {
  readonly #compiled = new Map<string, Promise<CompiledMail>>();

  constructor(
    private readonly services: Services,
    private readonly ledger: EffectLedger,
    private readonly links: MailLinks,
    private readonly addresses: PublicAddresses,
  ) {}

  compile({ order, school }: MailAttempt): Promise<CompiledMail> {
    return this.#orUnrenderable(order, () => this.#compile(order, school));
  }

  async fill(compiled: CompiledMail, { order, school, contact, news, fields }: MailAttempt): Promise<MailContent> {
    const links = await this.links.fill(compiled.links, order, school, contact);
    const marketing = order.category === 'marketing';
    const variables: MailVariables = {
      contact: contactVariables(contact ?? { name: null, email: '' }, fields ?? (await this.#fieldsOf(order, contact))),
      school: { name: school.name, supportEmail: school.supportEmail },
      event: order.event,
      links,
      ...(marketing &&
        contact && {
          news: news === undefined ? await this.#agreedToNews(order, school, contact) : (news ?? undefined),
        }),
    };
    const timeZone = (order.audience === 'contact' ? contact?.timeZone : null) ?? school.timeZone;
    const reader = { locale: 'en', timeZone };
    const { subject, html, text } = await this.#orUnrenderable(
      order,
      () => renderMail(compiled, variables, reader),
      () => fillProblems(order.template.content, variables, reader),
    );
    return { subject, html, text, unsubscribeUrl: marketing ? links.unsubscribe : undefined };
  }

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

  /**
   * An email that cannot be filled in fails permanently, because a retry would have the same template and values. On a busy
   * machine it is retried. The run reads the reason from the ledger.
   */
  async #orUnrenderable<T>(
    order: MailOrder,
    make: () => T | Promise<T>,
    problems: () => readonly TemplateProblem[] = () => [],
  ): Promise<T> {
    try {
      return await make();
    } catch (error) {
      if (error instanceof MachineBusyError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      const found = error instanceof MailTemplateError ? error.problems : problems();
      const problem = found.map((each) => `${each.field}: ${each.message}`).join('; ') || message;
      await this.ledger.complete(order.schoolId, order.key, 'refused', { problem });
      this.services.log.warn({ key: order.key }, 'email cannot be filled in');
      throw failure('mail_unrenderable');
    }
  }

  /** The contact fields of the person, where the template may name them. */
  async #fieldsOf({ schoolId, template }: MailOrder, contact: Contact | null): Promise<MailVariables['contact']['fields']> {
    if (!contact || !mayNameFields(template.content)) return undefined;
    const { tenancy } = this.services;
    return tenancy.withSchool(schoolId, async () => (await new MailFields(tenancy).valuesOf([contact.id])).get(contact.id));
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
}

/** The subject with its variables filled in, or as written if that fails. */
export function subjectOf({ template, event }: MailOrder, school: School, contact: Contact): string {
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

/** The appearance of the emails of a school. */
export const brandOf = (school: School, addresses: PublicAddresses): MailBrand => ({
  schoolName: school.name,
  colour: school.brandColour,
  supportEmail: school.supportEmail,
  ...(school.logo && { logoUrl: addresses.portal(school.slug) + logoPath(school.logo) }),
});
