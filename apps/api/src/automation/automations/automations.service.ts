import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationVersion, Tenancy } from '@perennial/db';
import { AutomationInput, Graph, longestAutomationName, sameBehaviour } from '@perennial/domain/automation';
import { Clocks } from '@perennial/services';
import { CallSecrets } from '@perennial/stripe';
import { Repository } from 'typeorm';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { AutomationViews } from './automation-views.js';
import { type AutomationView, type DraftInput, type DraftView, type Drawing } from './automations.schemas.js';
import { DraftTags } from './draft-tags.js';
import { Drafts } from './drafts.js';
import { PublishedVersions } from './published-versions.js';
import { StartingDrafts } from './starting-drafts.js';

/** Editing, publishing and pausing automations. People follow the version that they entered. */
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
    private readonly tags: DraftTags,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationVersion) private readonly allVersions: Repository<AutomationVersion>,
  ) {}

  create(schoolId: string, { name, template }: AutomationInput): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const draft = await this.starts.draw(name, template);
      const made = await this.automations.insert({ name, draft });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  /** A new draft with a copy of another automation's graph. No one is in it. */
  duplicate(schoolId: string, id: string): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name, draft } = await this.#read(id);
      const made = await this.automations.insert({ name: `Copy of ${name}`.slice(0, longestAutomationName), draft });
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

  /** The graph of a template, for an empty canvas. Creates its emails; the canvas saves the graph. */
  drawingFrom(schoolId: string, id: string, template: string): Promise<Drawing> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name } = await this.#read(id);
      return { graph: { ...(await this.starts.draw(name, template)) } };
    });
  }

  /** Saves the graph, complete or not. Refused if someone else saved in between. */
  saveDraft(schoolId: string, id: string, { graph: drawn, revision }: DraftInput): Promise<DraftView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { draft } = await this.#read(id);
      const graph = await this.tags.resolved(await this.secrets.seal(drawn, [draft]));
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
        throw new Refusal(
          'graph_invalid',
          problems.length === 1 ? 'Fix 1 issue before publishing.' : `Fix ${problems.length} issues before publishing.`,
          {
            problems,
          },
        );
      await this.versions.publish(automation, Graph.parse(automation.draft));
      if (automation.state === 'draft') await this.automations.update({ id }, { state: 'active' });
    });
  }

  /** Pauses the automation: no one new can enter, and people in progress continue. */
  pause(schoolId: string, id: string): Promise<AutomationView> {
    return this.#switch(schoolId, id, 'active', 'paused');
  }

  resume(schoolId: string, id: string): Promise<AutomationView> {
    return this.#switch(schoolId, id, 'paused', 'active');
  }

  /** Deletes an automation that was never published. Published ones stay, so that their runs remain on record. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { builtInKey } = await this.#read(id);
      // Runs belong to a version, and their history is kept even if no version is published now.
      if (builtInKey || (await this.allVersions.existsBy({ automationId: id })))
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
    const [summary] = await this.views.of([automation]);
    if (!summary) throw notFound('automation');
    const version = await this.versions.current(automation);
    // A version has all defaults; a draft that a program sent may leave them out.
    const drawn = Graph.safeParse(automation.draft);
    return {
      ...summary,
      draft: { ...automation.draft },
      draftRevision: automation.draftRevision,
      draftDiffers: !drawn.success || !version || !sameBehaviour(drawn.data, version.graph),
      published: version && { number: version.number, publishedAt: iso(version.publishedAt) },
      problems: await this.drafts.problemsOf(automation.draft),
    };
  }
}

const staleRevision = (): Refusal =>
  new Refusal('stale_revision', 'Someone else saved this automation after you opened it. Reload it, then make your change.');
