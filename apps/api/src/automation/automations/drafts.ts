import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EmailTemplate, Tenancy } from '@perennial/db';
import { type Problem, parseGraph, type ValidationContext, validateGraph } from '@perennial/domain/automation';
import { type MailField, MailTemplate } from '@perennial/domain/messaging';
import { sampleFillProblems, unknownVariables } from '@perennial/rendering';
import { ContactFieldValues } from '@perennial/services';
import { CallSecrets } from '@perennial/stripe';
import { In, Repository } from 'typeorm';

/** The issues of a graph, given the records of the school. In the open scope. */
@Injectable()
export class Drafts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly secrets: CallSecrets,
    private readonly fieldValues: ContactFieldValues,
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
  ) {}

  async problemsOf(drawing: unknown): Promise<Problem[]> {
    const parsed = parseGraph(drawing);
    if ('problems' in parsed) return parsed.problems;
    const mails = parsed.graph.nodes.filter(({ kind }) => kind === 'sendEmail').map(({ config }) => config.templateId);
    const references = await this.#references();
    const contactFields = await this.fieldValues.definitions();
    const used = mails.filter((id) => typeof id === 'string' && references.template?.has(id));
    const mail = await this.#mails(used, contactFields);
    const misplaced = await this.secrets.misplaced(parsed.graph);
    return [...validateGraph(parsed.graph, { references, contactFields, ...mail }), ...misplaced.map(enterAgain)];
  }

  async #references(): Promise<NonNullable<ValidationContext['references']>> {
    const rows = await this.tenancy.rows<{ kind: string; id: string }>(
      `select 'template' as kind, id::text from email_template
       union all select 'plan', id::text from plan
       union all select 'product', id::text from product
       union all select 'course', id::text from product where kind = 'course'
       union all select 'lesson', id::text from lesson
       union all select 'clock', id::text from clock
       union all select 'tag', id::text from tag
       union all select 'segment', id::text from segment
       union all select 'field', id::text from contact_field
       union all select 'automation', id::text from automation where state <> 'deleted'`,
    );
    const of = (kind: string): ReadonlySet<string> => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
    return {
      template: of('template'),
      plan: of('plan'),
      product: of('product'),
      course: of('course'),
      lesson: of('lesson'),
      clock: of('clock'),
      tag: of('tag'),
      segment: of('segment'),
      field: of('field'),
      automation: of('automation'),
    };
  }

  async #mails(
    ids: readonly unknown[],
    fields: readonly MailField[],
  ): Promise<Required<Pick<ValidationContext, 'missingInMail' | 'problemInMail'>>> {
    const rows = await this.emailTemplates.findBy({ id: In([...new Set(ids)]) });
    const mails = new Map(rows.map(({ id, template }) => [id, MailTemplate.parse(template)]));
    return {
      missingInMail: (templateId, eventType, audience) => {
        const mail = mails.get(templateId);
        return mail ? unknownVariables(mail, [eventType], audience, fields).map(({ variable }) => variable) : [];
      },
      problemInMail: (templateId, eventType, audience) => {
        const mail = mails.get(templateId);
        const [problem] = mail ? sampleFillProblems(mail, eventType, audience, fields) : [];
        return problem ? `${problem.field}: ${problem.message}` : null;
      },
    };
  }
}

/** A value entered for one host is not sent to another. */
function enterAgain({ nodeId, setting }: { nodeId: string; setting: 'headers' | 'secrets' }): Problem {
  const values = setting === 'headers' ? 'header values' : 'secrets';
  const message = `The address of this step has changed, and its ${values} were entered for another host.`;
  return { code: 'other_host', nodeId, setting, message, fix: `Enter the ${values} again.` };
}
