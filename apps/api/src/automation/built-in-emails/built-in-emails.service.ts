import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationVersion, EmailTemplate, Tenancy } from '@perennial/db';
import { type BuiltInMessage, builtInMessages } from '@perennial/domain/messaging';
import { Repository } from 'typeorm';
import { builtInGraph } from './built-in-graph.js';

/** Creates the built-in emails of a school: a template and an automation per message. */
@Injectable()
export class BuiltInMail {
  constructor(
    private readonly tenancy: Tenancy,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationVersion) private readonly automationVersions: Repository<AutomationVersion>,
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
  ) {}

  /**
   * Adds missing messages, in the open scope: all for a new school, new ones after a release. Changes by the school are kept.
   */
  async install(): Promise<void> {
    if ((await this.#missing()).length === 0) return;
    // Concurrent requests would both add.
    await this.tenancy.em.query(`select pg_advisory_xact_lock(hashtext('built-in mail'), hashtext(app_school()::text))`);
    for (const message of await this.#missing()) await this.#add(message);
  }

  async #missing(): Promise<BuiltInMessage[]> {
    const known = await this.tenancy.rows<{ key: string }>(
      'select built_in_key as key from automation where built_in_key is not null',
    );
    const keys = new Set(known.map((row) => row.key));
    return builtInMessages.filter(({ key }) => !keys.has(key));
  }

  async #add(message: BuiltInMessage): Promise<void> {
    const template = await this.emailTemplates.insert({
      name: message.label,
      builtInKey: message.key,
      template: message.template,
    });
    const graph = builtInGraph(message, String(template.identifiers[0]?.id));
    const automation = await this.automations.insert({
      name: message.label,
      builtInKey: message.key,
      state: message.enabledByDefault ? 'active' : 'paused',
      draft: graph,
    });
    const automationId = String(automation.identifiers[0]?.id);
    const version = await this.automationVersions.insert({
      automationId,
      number: 1,
      graph,
      triggerTypes: [message.trigger.eventType],
    });
    await this.automations.update({ id: automationId }, { publishedVersionId: String(version.identifiers[0]?.id) });
  }
}
