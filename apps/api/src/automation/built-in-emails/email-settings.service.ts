import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationVersion, EmailTemplate, Tenancy } from '@perennial/db';
import { Graph } from '@perennial/domain/automation';
import { type BuiltInMessage, builtInMessage, builtInMessages, type MessageFeature } from '@perennial/domain/messaging';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import type { EmailSettings, MessageChange, MessageSetting } from '../../messaging/email/email.schemas.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { Drafts } from '../automations/drafts.js';
import { PublishedVersions } from '../automations/published-versions.js';
import { MovesService } from '../versions/moves.service.js';
import { publishedMessages } from './built-in-emails.queries.js';
import { BuiltInMail } from './built-in-emails.service.js';

const featureLabels: Readonly<Record<MessageFeature, string>> = {
  membership: 'Memberships',
  courses: 'Courses',
  account: 'Accounts',
};

/** The switches of the email settings page. Each is an automation: on is active, off is paused. */
@Injectable()
export class EmailSettingsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly versions: PublishedVersions,
    private readonly drafts: Drafts,
    private readonly builtInMail: BuiltInMail,
    private readonly moves: MovesService,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationVersion) private readonly automationVersions: Repository<AutomationVersion>,
    @InjectRepository(EmailTemplate) private readonly emailTemplates: Repository<EmailTemplate>,
  ) {}

  view(schoolId: string): Promise<EmailSettings> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.builtInMail.install();
      const settings = await this.#settings();
      const features = Object.entries(featureLabels).map(([key, label]) => ({
        key,
        label,
        messages: settings.filter((setting) => builtInMessage(setting.key)?.feature === key),
      }));
      return { features };
    });
  }

  /** Switches a message, or gives it another template. Emails in progress keep the template that they started with. */
  update(schoolId: string, key: string, { enabled, templateId }: MessageChange): Promise<MessageSetting> {
    return this.tenancy.withSchool(schoolId, async () => {
      const automation = found(builtInMessage(key) && (await this.automations.findOneBy({ builtInKey: key })), 'message');
      if (templateId) await this.#useTemplate(automation, templateId);
      if (enabled !== undefined)
        await this.automations.update(
          { id: automation.id },
          { state: enabled ? 'active' : 'paused', updatedAt: this.clocks.wall(), ...(enabled && { heldAt: null }) },
        );
      if (enabled) await this.moves.resumeAll(automation, 'count', 'Email settings');
      return found(
        (await this.#settings()).find((setting) => setting.key === key),
        'message',
      );
    });
  }

  async #useTemplate(automation: Automation, templateId: string): Promise<void> {
    if (!(await this.emailTemplates.existsBy({ id: templateId })))
      throw new Refusal('invalid_input', 'This template does not exist. Choose one from the list.', { field: 'templateId' });
    const published = await this.automationVersions.findOneByOrFail({ id: automation.publishedVersionId ?? '' });
    const graph = withTemplate(Graph.parse(published.graph), templateId);
    const gap = (await this.drafts.problemsOf(graph)).find(({ code }) => code === 'mail_variables');
    if (gap) throw new Refusal('rule_refused', `${gap.message} ${gap.fix}`, { field: 'templateId' });
    await this.versions.publish(automation, graph, {
      publishedBy: null,
      note: 'Another template, chosen in the email settings.',
    });
    const draft = Graph.safeParse(automation.draft);
    if (draft.success && templateOf(draft.data))
      await this.automations.update(
        { id: automation.id },
        { draft: withTemplate(draft.data, templateId), draftRevision: automation.draftRevision + 1 },
      );
  }

  async #settings(): Promise<MessageSetting[]> {
    const rows = await this.tenancy.rowsOf(publishedMessages);
    const templates = await this.emailTemplates.find();
    return builtInMessages.flatMap((message: BuiltInMessage): MessageSetting[] => {
      const row = rows.find((candidate) => candidate.key === message.key);
      const templateId = row && templateOf(Graph.parse(row.graph));
      const template = templates.find((candidate) => candidate.id === templateId);
      if (!row || !template) return [];
      const { key, label, audience, trigger } = message;
      return [
        {
          key,
          label,
          audience,
          eventType: trigger.eventType,
          enabled: row.state === 'active',
          templateId: template.id,
          templateName: template.name,
          automationId: row.automationId,
        },
      ];
    });
  }
}

/** The template of a message's first mail; staff may have added other steps. */
function templateOf(graph: Graph): string | undefined {
  const id = graph.nodes.find((node) => node.kind === 'sendEmail')?.config.templateId;
  return typeof id === 'string' ? id : undefined;
}

function withTemplate(graph: Graph, templateId: string): Graph {
  const mail = graph.nodes.find((node) => node.kind === 'sendEmail');
  if (!mail)
    throw new Refusal(
      'not_possible_now',
      'The automation of this message was changed and no longer sends an email. Open the automation.',
    );
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (node === mail ? { ...node, config: { ...node.config, templateId } } : node)),
  };
}
