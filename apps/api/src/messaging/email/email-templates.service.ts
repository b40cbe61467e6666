import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EmailTemplate, School, Tenancy } from '@perennial/db';
import { type EventType, publicEventTypes } from '@perennial/domain/events';
import { builtInMessage, type MailTemplate, mailTemplate } from '@perennial/domain/messaging';
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
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { ApiConfig } from '../../platform/database/api-config.js';
import { listPage, matching } from '../../platform/http/lists.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, type Page } from '../../platform/http/schemas.js';
import type {
  MailUse,
  Preview,
  PreviewInput,
  TemplateChange,
  TemplateInput,
  TemplateQuery,
  TemplateSummary,
  TemplateView,
} from './email.schemas.js';
import { MailUses } from './mail-uses.js';

const blank: MailTemplate = {
  subject: 'News from {{ school.name }}',
  previewText: '',
  blocks: [{ type: 'text', html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>…</p>' }],
};

/** Mails as the school writes them. */
@Injectable()
export class EmailTemplatesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly config: ApiConfig,
    private readonly uses: MailUses,
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  list(schoolId: string, asked: z.output<typeof TemplateQuery>): Promise<Page<TemplateSummary>> {
    return this.tenancy.withSchool(schoolId, () => {
      const query = this.emailTemplates.createQueryBuilder('template');
      matching(query, 'email_template', asked.q);
      const sorts = { name: 'template.name', updatedAt: 'template.updatedAt' };
      return listPage(query, asked, sorts, 'name', async (rows) => {
        const uses = await this.uses.of(rows.map(({ id }) => id));
        return rows.map((row) => toSummary(row, uses.get(row.id) ?? []));
      });
    });
  }

  create(schoolId: string, { name, copyOf }: z.output<typeof TemplateInput>): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const template = copyOf ? (await this.#read(copyOf)).template : blank;
      const made = await this.emailTemplates.insert({ name, template });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  get(schoolId: string, id: string): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, () => this.#view(id));
  }

  /** Saves a template. Refused where its Liquid does not parse: a mail that cannot be made must not be found out at sending. */
  save(schoolId: string, id: string, { name, template }: z.output<typeof TemplateChange>): Promise<TemplateView> {
    assertParses(template);
    return this.#write(schoolId, id, { name, template }, (uses) => assertFills(template, uses));
  }

  /** Removes a mail that nothing sends, neither as drawn nor as published, and that no journey on an earlier version may still send. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      const sentBy = await this.tenancy.row<{ name: string }>(
        `select a.name from automation a where a.draft::text like '%' || $1::text || '%' or exists (
           select from automation_version v where v.automation_id = a.id and v.graph::text like '%' || $1::text || '%') limit 1`,
        [id],
      );
      if (sentBy)
        throw new Refusal('not_possible_now', `“${sentBy.name}” sends this email or has sent it, so it cannot be deleted.`);
      if (builtInKey) throw new Refusal('not_possible_now', 'Built-in emails cannot be deleted.');
      await this.emailTemplates.delete({ id });
    });
  }

  /** Puts a built-in template back to what it was. */
  reset(schoolId: string, id: string): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      const message = builtInKey ? builtInMessage(builtInKey) : undefined;
      if (!message) throw new Refusal('not_possible_now', 'Only built-in emails can be reset.');
      return this.#write(schoolId, id, { name: message.label, template: message.template });
    });
  }

  /** How the mail would look for an invented person, and which of its variables no such mail has. */
  async preview(
    schoolId: string,
    id: string,
    { template, eventType, audience: asked }: z.output<typeof PreviewInput>,
  ): Promise<Preview> {
    assertParses(template);
    const { school, audience } = await this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      return {
        school: await this.schools.findOneByOrFail({ id: schoolId }),
        audience: asked ?? builtInMessage(builtInKey ?? '')?.audience ?? audienceOf(template),
      };
    });
    const brand = {
      schoolName: school.name,
      colour: school.brandColour,
      supportEmail: school.supportEmail,
      ...(school.logo && { logoUrl: this.config.portalUrl(school.slug) + logoPath(school.logo) }),
    };
    const type: EventType = eventType;
    refuseUnfillable(sampleFillProblems(template, type, audience));
    const mail = await previewMail(template, type, brand, { audience, timeZone: school.timeZone }).catch(refuseTemplate);
    const unknown = unknownVariables(template, [type], audience).map(({ variable }) => variable);
    return { ...mail, unknownVariables: [...new Set(unknown)] };
  }

  #write(
    schoolId: string,
    id: string,
    change: { name: string; template: MailTemplate },
    check: (uses: readonly MailUse[]) => void = () => undefined,
  ): Promise<TemplateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#read(id);
      check((await this.uses.of([id])).get(id) ?? []);
      await this.emailTemplates.update({ id }, { ...change, updatedAt: this.clocks.wall() });
      return this.#view(id);
    });
  }

  async #view(id: string): Promise<TemplateView> {
    const row = await this.#read(id);
    const uses = (await this.uses.of([id])).get(id) ?? [];
    const template = mailTemplate.parse(row.template);
    const gaps = uses.flatMap(({ automationId, automationName, eventTypes, audience }) => {
      const variables = new Set(
        eventTypes.flatMap((type) => unknownVariables(template, [type], audience).map(({ variable }) => variable)),
      );
      return variables.size === 0 ? [] : [{ automationId, automationName, variables: [...variables] }];
    });
    return { ...toSummary(row, uses), template, gaps };
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
 * Refuses a template that cannot be filled in for the emails it is used in. One that nothing uses has to fit one event at least;
 * the others are checked when an automation that sends it is published.
 */
function assertFills(template: MailTemplate, uses: readonly MailUse[]): void {
  const places = uses.flatMap(({ eventTypes, audience }) => eventTypes.map((type) => ({ type, audience })));
  if (places.length > 0) {
    for (const { type, audience } of places) refuseUnfillable(sampleFillProblems(template, type, audience));
    return;
  }
  const audience = audienceOf(template);
  const found = publicEventTypes.map((type) => sampleFillProblems(template, type, audience));
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

/** Fields by their path in the request, which has the template in a property: a form finds the field by it. */
const inBody = (details: readonly TemplateProblem[]): TemplateProblem[] =>
  details.map((detail) => ({ ...detail, field: `template.${detail.field}` }));

/** A button that would lead nowhere, or text that cannot be filled in, is the author's to fix. */
function refuseTemplate(error: unknown): never {
  if (isTemplateAtFault(error)) throw new Refusal('template_invalid', `This email cannot be filled in: ${error.message}.`);
  if (!(error instanceof MissingLinkError)) throw error;
  const names = error.links.map((name) => `links.${name}`).join(', ');
  throw new Refusal('template_invalid', `This email uses ${names}, which emails about this event do not have.`);
}

const toSummary = ({ id, name, builtInKey, updatedAt }: EmailTemplate, usedBy: MailUse[]): TemplateSummary => ({
  id,
  name,
  builtInKey,
  updatedAt: iso(updatedAt),
  usedBy,
});
