import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EmailTemplate } from '@perennial/db';
import { automationTemplates, emptyGraph, type Graph } from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';

/** The first draft of a new automation. In the open scope. */
@Injectable()
export class StartingDrafts {
  constructor(@InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>) {}

  /**
   * The graph of a template with its emails, or an empty graph without a template. Each automation gets its own emails, so that
   * changing one does not change another's.
   */
  async draw(name: string, templateId: string | undefined): Promise<Graph> {
    if (templateId === undefined) return emptyGraph;
    const template = found(
      automationTemplates.find(({ id }) => id === templateId),
      'template',
    );
    const ids: Record<string, string> = {};
    for (const { key, label, content } of template.mails) {
      const made = await this.emailTemplates.insert({ name: `${name}: ${label}`.slice(0, 120), template: content });
      ids[key] = String(made.identifiers[0]?.id);
    }
    return template.build(ids);
  }
}
