import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import {
  AutomationInput,
  Graph,
  longestAutomationName,
  type PauseInput,
  type PeopleInside,
  type ResumeInput,
  type ScenarioResult,
  sameBehaviour,
  withoutScenarios,
} from '@perennial/domain/automation';
import { Clocks } from '@perennial/services';
import { CallSecrets } from '@perennial/stripe';
import { Not, Repository } from 'typeorm';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { HoldsService } from '../holds/holds.service.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { MovesService } from '../versions/moves.service.js';
import { AutomationViews } from './automation-views.js';
import type {
  AutomationView,
  DraftInput,
  DraftView,
  Drawing,
  DrawingInput,
  PublishedAutomation,
  PublishInput,
} from './automations.schemas.js';
import { DraftTags } from './draft-tags.js';
import { Drafts } from './drafts.js';
import type { Actor } from './program-actors.js';
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
    private readonly moves: MovesService,
    private readonly holds: HoldsService,
    private readonly scenarios: ScenariosService,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  create(schoolId: string, { name, template, records }: AutomationInput): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const draft = await this.starts.draw(name, template, records);
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
  drawingFrom(schoolId: string, id: string, { template, records }: DrawingInput): Promise<Drawing> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name } = await this.#read(id);
      return { graph: { ...(await this.starts.draw(name, template, records)) } };
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

  /** Freezes the draft as the version that people enter from now on, and moves those who are chosen to it. */
  publish(by: Actor, id: string, input: PublishInput): Promise<PublishedAutomation> {
    const { revision, note, moves, despiteScenarios } = input;
    return this.tenancy.withSchool(by.schoolId, async () => {
      const automation = await this.#read(id);
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
      const graph = Graph.parse(automation.draft);
      refuseFailing(await this.scenarios.results(by.schoolId, graph), graph.scenariosMustPass === true, despiteScenarios);
      const record = { publishedBy: by.name, note: note || null };
      const version = await this.versions.publish(automation, withoutScenarios(graph), record);
      if (automation.state === 'draft') await this.automations.update({ id }, { state: 'active' });
      const requested = { key: `publish:${version.id}`, requestedBy: by.name };
      const moveId = moves.length > 0 ? await this.moves.request(version, moves, requested) : null;
      return { ...(await this.#view(id)), moveId };
    });
  }

  /** Pauses the automation: no one new can enter. People in progress continue, are held where they are, or their journeys end now. */
  pause(by: Actor, id: string, people: PauseInput['people']): Promise<AutomationView> {
    return this.#change(by.schoolId, id, async (automation) => {
      const { state, heldAt } = automation;
      if (state === 'draft' || state === 'archived') throw notPublished();
      const now = this.clocks.wall();
      if (people === 'hold') await this.automations.update({ id }, { state: 'paused', heldAt: heldAt ?? now, updatedAt: now });
      else if (state !== 'paused') await this.automations.update({ id }, { state: 'paused', updatedAt: now });
      if (people === 'exit') await this.moves.endAll(automation, by.name);
    });
  }

  /** Archives an automation: no one new can enter, and the list no longer shows it. */
  archive(by: Actor, id: string, people: PeopleInside['people']): Promise<AutomationView> {
    return this.#change(by.schoolId, id, async (automation) => {
      keepBuiltIn(automation);
      await this.automations.update({ id }, { state: 'archived', updatedAt: this.clocks.wall() });
      await this.#end(automation, people, by);
    });
  }

  /** Brings back an archived or deleted automation, without letting people in. */
  restore(schoolId: string, id: string): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { state, publishedVersionId } = found(await this.automations.findOneBy({ id }), 'automation');
      if (state === 'archived' || state === 'deleted')
        await this.automations.update({ id }, { state: publishedVersionId ? 'paused' : 'draft', updatedAt: this.clocks.wall() });
      return this.#view(id);
    });
  }

  /** Lets people in again. Those whom the pause held continue. */
  resume(by: Actor, id: string, waits: ResumeInput['waits']): Promise<AutomationView> {
    return this.#change(by.schoolId, id, async (automation) => {
      if (automation.state === 'active') return;
      if (automation.state !== 'paused') throw notPublished();
      await this.automations.update({ id }, { state: 'active', updatedAt: this.clocks.wall() });
      await this.#release(automation, waits, by);
    });
  }

  async #release(automation: Automation, waits: ResumeInput['waits'], by: Actor): Promise<void> {
    if (!automation.heldAt) return;
    await this.automations.update({ id: automation.id }, { heldAt: null });
    await this.moves.resumeAll(automation, waits, by.name);
  }

  /** Deletes an automation. Its row stays, so that its journeys remain on record, and so that it can be restored. */
  remove(by: Actor, id: string, people: PeopleInside['people']): Promise<void> {
    return this.tenancy.withSchool(by.schoolId, async () => {
      const automation = await this.#read(id);
      keepBuiltIn(automation);
      await this.automations.update({ id }, { state: 'deleted', updatedAt: this.clocks.wall() });
      await this.#end(automation, people, by);
    });
  }

  /** Nobody stays held in an automation that nobody will resume. */
  async #end(automation: Automation, people: PeopleInside['people'], by: Actor): Promise<void> {
    if (people === 'exit') {
      await this.automations.update({ id: automation.id }, { heldAt: null, holds: [] });
      await this.moves.endAll(automation, by.name);
    } else {
      await this.#release(automation, 'count', by);
      await this.holds.endAll(automation, by.name);
    }
  }

  #change(schoolId: string, id: string, work: (automation: Automation) => Promise<void>): Promise<AutomationView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await work(await this.#read(id));
      return this.#view(id);
    });
  }

  async #read(id: string): Promise<Automation> {
    return found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
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
      heldSince: isoOrNull(automation.heldAt),
      holds: [...automation.holds],
      draftDiffers: !drawn.success || !version || !sameBehaviour(drawn.data, version.graph),
      published: version && { number: version.number, publishedAt: iso(version.publishedAt) },
      problems: await this.drafts.problemsOf(automation.draft),
    };
  }
}

const notPublished = (): Refusal =>
  new Refusal('not_possible_now', 'This automation has not been published yet, or is archived. Publish or restore it first.');

/** Scenarios that fail need a decision, or stop the publish where every one must pass. */
function refuseFailing(results: readonly ScenarioResult[], mustPass: boolean, despite: boolean): void {
  const failing = results.filter(({ passed }) => !passed);
  if (failing.length === 0 || (despite && !mustPass)) return;
  const which = failing.length === 1 ? '1 scenario fails' : `${failing.length} scenarios fail`;
  throw new Refusal(
    'scenarios_failed',
    mustPass
      ? `${which}, and this automation is published only when every scenario passes. Fix the automation or the scenarios.`
      : `${which}. Fix the automation or the scenarios, or publish in spite of them.`,
    {
      details: failing.map(({ name, differences }) => ({ field: name, message: differences.join(' ') })),
    },
  );
}

/** Built-in emails stay, because the product sends them. */
function keepBuiltIn({ builtInKey }: Automation): void {
  if (builtInKey) throw new Refusal('not_possible_now', 'A built-in email cannot be archived or deleted. Pause it instead.');
}

const staleRevision = (): Refusal =>
  new Refusal('stale_revision', 'Someone else saved this automation after you opened it. Reload it, then make your change.');
