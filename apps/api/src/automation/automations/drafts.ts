import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EmailTemplate, Tenancy } from '@perennial/db';
import { type Problem, parseGraph, type ValidationContext, validateGraph } from '@perennial/domain/automation';
import { mailTemplate } from '@perennial/domain/messaging';
import { sampleFillProblems, unknownVariables } from '@perennial/rendering';
import { CallSecrets } from '@perennial/stripe';
import { In, Repository } from 'typeorm';

/** What is wrong with a drawing, given what exists in the school. In the open scope. */
@Injectable()
export class Drafts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly secrets: CallSecrets,
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
  ) {}

  async problemsOf(drawing: unknown): Promise<Problem[]> {
    const parsed = parseGraph(drawing);
    if ('problems' in parsed) return parsed.problems;
    const mails = parsed.graph.nodes.filter(({ kind }) => kind === 'sendEmail').map(({ config }) => config.templateId);
    const references = await this.#references();
    const mail = await this.#mails(mails.filter((id) => typeof id === 'string' && references.template?.has(id)));
    const misplaced = await this.secrets.misplaced(parsed.graph);
    return [...validateGraph(parsed.graph, { references, ...mail }), ...misplaced.map(enterAgain)];
  }

  async #references(): Promise<NonNullable<ValidationContext['references']>> {
    const rows = await this.tenancy.rows<{ kind: string; id: string }>(
      `select 'template' as kind, id::text from email_template
       union all select 'plan', id::text from plan
       union all select 'product', id::text from product
       union all select 'course', id::text from product where kind = 'course'
       union all select 'clock', id::text from clock`,
    );
    const of = (kind: string): ReadonlySet<string> => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
    return { template: of('template'), plan: of('plan'), product: of('product'), course: of('course'), clock: of('clock') };
  }

  async #mails(ids: readonly unknown[]): Promise<Required<Pick<ValidationContext, 'missingInMail' | 'problemInMail'>>> {
    const rows = await this.emailTemplates.findBy({ id: In([...new Set(ids)]) });
    const mails = new Map(rows.map(({ id, template }) => [id, mailTemplate.parse(template)]));
    return {
      missingInMail: (templateId, eventType, audience) => {
        const mail = mails.get(templateId);
        return mail ? unknownVariables(mail, [eventType], audience).map(({ variable }) => variable) : [];
      },
      problemInMail: (templateId, eventType, audience) => {
        const mail = mails.get(templateId);
        const [problem] = mail ? sampleFillProblems(mail, eventType, audience) : [];
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
