import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { graphSchema } from '@perennial/domain/automation';
import { Clocks } from '@perennial/services';
import { CallSecrets } from '@perennial/stripe';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { listPage, matching } from '../../platform/http/lists.js';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import { iso, type Page } from '../../platform/http/schemas.js';
import { AutomationViews } from './automation-views.js';
import {
  type AutomationInput,
  type AutomationQuery,
  type AutomationSummary,
  type AutomationView,
  type DraftInput,
  type DraftView,
  type Drawing,
  nameLimit,
} from './automations.schemas.js';
import { Drafts } from './drafts.js';
import { PublishedVersions } from './published-versions.js';
import { StartingDrafts } from './starting-drafts.js';

/** Automations: drawn, published, paused. People in them follow the version they entered. */
@Injectable()
export class AutomationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly views: AutomationViews,
    private readonly drafts: Drafts,
    private readonly versions: PublishedVersions,
    private readonly starts: StartingDrafts,
    private readonly secrets: CallSecrets,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  list(schoolId: string, asked: z.output<typeof AutomationQuery>): Promise<Page<AutomationSummary>> {
    return this.tenancy.withSchool(schoolId, () => {
      const query = this.automations.createQueryBuilder('automation');
      matching(query, 'automation', asked.q);
      if (asked.state) query.andWhere('automation.state = :state', { state: asked.state });
      if (asked.builtIn !== undefined) query.andWhere(`automation.builtInKey is ${asked.builtIn ? 'not ' : ''}null`);
      const sorts = { name: 'automation.name', updatedAt: 'automation.updatedAt', state: 'automation.state' };
      return listPage(query, asked, sorts, '-updatedAt', (rows) => this.views.summaries(rows));
    });
  }

  create(schoolId: string, { name, template }: z.output<typeof AutomationInput>): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const draft = await this.starts.draw(name, template);
      const made = await this.automations.insert({ name, draft });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  /** A new draft with the drawing of another automation, published or not. Nobody is in it. */
  duplicate(schoolId: string, id: string): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name, draft } = await this.#read(id);
      const made = await this.automations.insert({ name: `Copy of ${name}`.slice(0, nameLimit), draft });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  get(schoolId: string, id: string): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, () => this.#view(id));
  }

  rename(schoolId: string, id: string, name: string): Promise<AutomationView> {
    return this.#change(schoolId, id, async () => {
      await this.automations.update({ id }, { name, updatedAt: this.clocks.wall() });
    });
  }

  /** The drawing of a ready-made automation for a canvas that is still empty. Makes its mails; the canvas saves it. */
  drawingFrom(schoolId: string, id: string, template: string): Promise<Drawing> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name } = await this.#read(id);
      return { graph: { ...(await this.starts.draw(name, template)) } };
    });
  }

  /** Saves the drawing, finished or not. Refused when somebody else saved in between. */
  saveDraft(schoolId: string, id: string, { graph: drawn, revision }: z.output<typeof DraftInput>): Promise<DraftView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { draft } = await this.#read(id);
      const graph = await this.secrets.seal(drawn, [draft]);
      const saved = await this.tenancy.row<{ revision: number }>(
        `update automation set draft = $3, draft_revision = draft_revision + 1, updated_at = $4
          where id = $1 and draft_revision = $2 returning draft_revision as revision`,
        [id, revision, JSON.stringify(graph), this.clocks.wall()],
      );
      if (!saved) throw staleRevision();
      return { draftRevision: saved.revision, problems: await this.drafts.problemsOf(graph) };
    });
  }

  /** Freezes the draft as the version that people enter from now on. */
  publish(schoolId: string, id: string, revision: number): Promise<AutomationView> {
    return this.#change(schoolId, id, async (automation) => {
      if (automation.draftRevision !== revision) throw staleRevision();
      const problems = await this.drafts.problemsOf(automation.draft);
      if (problems.length > 0)
        throw new Refusal('graph_invalid', `${problems.length} issues must be fixed before you can publish.`, {
          problems,
        });
      await this.versions.publish(automation, graphSchema.parse(automation.draft));
      if (automation.state === 'draft') await this.automations.update({ id }, { state: 'active' });
    });
  }

  /** Lets nobody in any more. People who are in it go on. */
  pause(schoolId: string, id: string): Promise<AutomationView> {
    return this.#switch(schoolId, id, 'active', 'paused');
  }

  resume(schoolId: string, id: string): Promise<AutomationView> {
    return this.#switch(schoolId, id, 'paused', 'active');
  }

  /** Removes a drawing that was never published: whatever people went through stays on record. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const automation = await this.#read(id);
      if (automation.publishedVersionId || automation.builtInKey)
        throw new Refusal(
          'not_possible_now',
          'A published automation cannot be deleted, because its history is kept. Pause it instead.',
        );
      await this.automations.delete({ id });
    });
  }

  #switch(schoolId: string, id: string, from: Automation['state'], to: Automation['state']): Promise<AutomationView> {
    return this.#change(schoolId, id, async (automation) => {
      if (automation.state === to) return;
      if (automation.state !== from)
        throw new Refusal('not_possible_now', 'This automation has not been published yet. Publish it first.');
      await this.automations.update({ id }, { state: to, updatedAt: this.clocks.wall() });
    });
  }

  #change(schoolId: string, id: string, work: (automation: Automation) => Promise<void>): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await work(await this.#read(id));
      return this.#view(id);
    });
  }

  async #read(id: string): Promise<Automation> {
    return found(await this.automations.findOneBy({ id }), 'automation');
  }

  async #view(id: string): Promise<AutomationView> {
    const automation = await this.#read(id);
    const [summary] = await this.views.summaries([automation]);
    if (!summary) throw notFound('automation');
    const version = await this.versions.current(automation);
    return {
      ...summary,
      draft: { ...automation.draft },
      draftRevision: automation.draftRevision,
      // Both come from jsonb, which puts keys in one order.
      draftDiffers: JSON.stringify(automation.draft) !== JSON.stringify(version?.graph),
      published: version && { number: version.number, publishedAt: iso(version.publishedAt) },
      problems: await this.drafts.problemsOf(automation.draft),
    };
  }
}

const staleRevision = (): Refusal =>
  new Refusal('stale_revision', 'Someone else saved this automation after you opened it. Reload it, then make your change.');
