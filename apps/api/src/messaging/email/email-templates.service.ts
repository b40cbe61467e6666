import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EmailTemplate, School, Tenancy } from '@perennial/db';
import { type EventType, publicEventTypes } from '@perennial/domain/events';
import { builtInMessage, EmailTemplateInput, type MailField, MailTemplate } from '@perennial/domain/messaging';
import { logoPath } from '@perennial/domain/school';
import {
  audienceOf,
  isTemplateAtFault,
  MissingLinkError,
  previewMail,
  sampleFillProblems,
  syntaxProblems,
  type TemplateProblem,
  unknownVariables,
} from '@perennial/rendering';
import { Clocks, MailFields } from '@perennial/services';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import type { MailUse, Preview, PreviewInput, TemplateChange, TemplateView } from './email.schemas.js';
import { EmailTemplateViews } from './email-template-views.js';
import { MailUses } from './mail-uses.js';
import { automationWithTemplate } from './mail-uses.queries.js';

const blank: MailTemplate = {
  subject: 'News from {{ school.name }}',
  previewText: '',
  blocks: [{ type: 'text', html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>…</p>' }],
};

/** The email templates of a school. */
@Injectable()
export class EmailTemplatesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly config: ApiConfig,
    private readonly uses: MailUses,
    private readonly views: EmailTemplateViews,
    private readonly mailFields: MailFields,
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  create(schoolId: string, { name, copyOf }: EmailTemplateInput): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const template = copyOf ? (await this.#read(copyOf)).template : blank;
      const made = await this.emailTemplates.insert({ name, template });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  get(schoolId: string, id: string): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, () => this.#view(id));
  }

  /** Saves a template. Refused if its Liquid does not parse, so that the error is found before the email is sent. */
  save(schoolId: string, id: string, { name, template }: TemplateChange): Promise<TemplateView> {
    assertParses(template);
    return this.#write(schoolId, id, { name, template }, (uses, fields) => assertFills(template, uses, fields));
  }

  /** Removes a template that no draft or published automation sends, and no run on an earlier version can still send. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      const sentBy = await this.tenancy.rowOf(automationWithTemplate, id);
      if (sentBy)
        throw new Refusal('not_possible_now', `“${sentBy.name}” sends this email or has sent it, so it cannot be deleted.`);
      if (builtInKey) throw new Refusal('not_possible_now', 'Built-in emails cannot be deleted.');
      await this.emailTemplates.delete({ id });
    });
  }

  /** Restores the original of a built-in template. */
  reset(schoolId: string, id: string): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      const message = builtInKey ? builtInMessage(builtInKey) : undefined;
      if (!message) throw new Refusal('not_possible_now', 'Only built-in emails can be reset.');
      return this.#write(schoolId, id, { name: message.label, template: message.template });
    });
  }

  /** Preview of the email for a sample person, and its variables that have no value for this event. */
  async preview(schoolId: string, id: string, { template, eventType, audience: asked }: PreviewInput): Promise<Preview> {
    assertParses(template);
    const { school, audience, fields } = await this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      return {
        school: await this.schools.findOneByOrFail({ id: schoolId }),
        audience: asked ?? builtInMessage(builtInKey ?? '')?.audience ?? audienceOf(template),
        fields: await this.mailFields.known(),
      };
    });
    const brand = {
      schoolName: school.name,
      colour: school.brandColour,
      supportEmail: school.supportEmail,
      ...(school.logo && { logoUrl: this.config.portalUrl(school.slug) + logoPath(school.logo) }),
    };
    const type: EventType = eventType;
    refuseUnfillable(sampleFillProblems(template, type, audience, fields));
    const reader = { audience, timeZone: school.timeZone, fields };
    const mail = await previewMail(template, type, brand, reader).catch(refuseTemplate);
    const unknown = unknownVariables(template, [type], audience, fields).map(({ variable }) => variable);
    return { ...mail, unknownVariables: [...new Set(unknown)] };
  }

  #write(
    schoolId: string,
    id: string,
    change: { name: string; template: MailTemplate },
    check: (uses: readonly MailUse[], fields: readonly MailField[]) => void = () => undefined,
  ): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#read(id);
      check((await this.uses.of([id])).get(id) ?? [], await this.mailFields.known());
      await this.emailTemplates.update({ id }, { ...change, updatedAt: this.clocks.wall() });
      return this.#view(id);
    });
  }

  async #view(id: string): Promise<TemplateView> {
    const row = await this.#read(id);
    const summary = found((await this.views.of([row]))[0], 'email template');
    const template = MailTemplate.parse(row.template);
    const fields = await this.mailFields.known();
    const gaps = summary.usedBy.flatMap(({ automationId, automationName, eventTypes, audience }) => {
      const variables = new Set(
        eventTypes.flatMap((type) => unknownVariables(template, [type], audience, fields).map(({ variable }) => variable)),
      );
      return variables.size === 0 ? [] : [{ automationId, automationName, variables: [...variables] }];
    });
    return { ...summary, template, gaps };
  }

  async #read(id: string): Promise<EmailTemplate> {
    return found(await this.emailTemplates.findOneBy({ id }), 'email template');
  }
}

function assertParses(template: MailTemplate): void {
  const details = syntaxProblems(template);
  if (details.length > 0)
    throw new Refusal('template_invalid', 'Part of this email is not valid. Correct the fields named below and save again.', {
      details: inBody(details),
    });
}

/**
 * Refuses a template that cannot be filled in for the emails it is used in. An unused one must fit at least one event; the others
 * are checked when an automation that sends it is published.
 */
function assertFills(template: MailTemplate, uses: readonly MailUse[], fields: readonly MailField[]): void {
  const places = uses.flatMap(({ eventTypes, audience }) => eventTypes.map((type) => ({ type, audience })));
  if (places.length > 0) {
    for (const { type, audience } of places) refuseUnfillable(sampleFillProblems(template, type, audience, fields));
    return;
  }
  const audience = audienceOf(template);
  const found = publicEventTypes.map((type) => sampleFillProblems(template, type, audience, fields));
  if (found.every((problems) => problems.length > 0)) refuseUnfillable(found[0] ?? []);
}

function refuseUnfillable(details: readonly TemplateProblem[]): void {
  if (details.length === 0) return;
  throw new Refusal(
    'template_invalid',
    'The variables in this email cannot be filled in. Correct the fields named below and try again.',
    {
      details: inBody(details),
    },
  );
}

/** Adds the property of the request that contains the template, so that a form finds the field. */
const inBody = (details: readonly TemplateProblem[]): TemplateProblem[] =>
  details.map((detail) => ({ ...detail, field: `template.${detail.field}` }));

/** Errors that the author can fix: a button that would lead nowhere, or text that cannot be filled in. */
function refuseTemplate(error: unknown): never {
  if (isTemplateAtFault(error)) throw new Refusal('template_invalid', `This email cannot be filled in: ${error.message}.`);
  if (!(error instanceof MissingLinkError)) throw error;
  const names = error.links.map((name) => `links.${name}`).join(', ');
  throw new Refusal('template_invalid', `This email uses ${names}, which emails about this event do not have.`);
}
