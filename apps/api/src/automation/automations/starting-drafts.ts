import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EmailTemplate, Plan, Product } from '@perennial/db';
import {
  type AutomationTemplate,
  automationTemplates,
  emptyGraph,
  type Graph,
  type TemplateNeed,
  type TemplateRecords,
} from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';

/** The first draft of a new automation. In the open scope. */
@Injectable()
export class StartingDrafts {
  constructor(
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
    @InjectRepository(Plan) private readonly plans: Repository<Plan>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  /**
   * The graph of a template with its emails and the chosen records, or an empty graph without a template. Each automation gets its
   * own emails, so that changing one does not change another's.
   */
  async draw(name: string, templateId: string | undefined, records: TemplateRecords): Promise<Graph> {
    if (templateId === undefined) return emptyGraph;
    const template = found(
      automationTemplates.find(({ id }) => id === templateId),
      'template',
    );
    const ids: Record<string, string> = await this.#needed(template, records);
    for (const { key, label, content } of template.mails) {
      const made = await this.emailTemplates.insert({ name: `${name}: ${label}`.slice(0, 120), template: content });
      ids[key] = String(made.identifiers[0]?.id);
    }
    return template.build(ids);
  }

  /** The records that a template needs. Refused if one is missing, or is not in this school. */
  async #needed({ needs = [] }: AutomationTemplate, records: TemplateRecords): Promise<Record<string, string>> {
    const ids: Record<string, string> = {};
    for (const need of needs) {
      const id = records[need.key];
      if (id === undefined || !(await this.#exists(need, id)))
        throw new Refusal('invalid_input', `Choose a ${need.kind} that exists.`, { field: `records.${need.key}` });
      ids[need.key] = id;
    }
    return ids;
  }

  #exists({ kind }: TemplateNeed, id: string): Promise<boolean> {
    return kind === 'plan' ? this.plans.existsBy({ id }) : this.products.existsBy({ id, kind: 'course' });
  }
}
