import type { AutomationRun } from '@perennial/db';
import {
  type Cursor,
  evidenceOfHold,
  heldCode,
  type OwnEffect,
  stepHeldCode,
  type VisitEvidence,
} from '@perennial/domain/automation';
import type { AdminTopic, Topic } from '@perennial/domain/events';
import { ContactTags } from '@perennial/services';
import { completeEffects } from '../platform/effects.queries.js';
import type { Services } from '../platform/services.js';
import type { AdvanceResult, More } from './advance-contract.js';
import { ApprovalWrites, type AskStep } from './approvals.js';
import { type LoadedRun, labelled } from './run-store.js';
import { deleteWaits, saveAttempts, saveRuns, saveVisits, saveWaits } from './runs.queries.js';

/** How the call of an effect ended. */
export interface EffectResult {
  readonly state: 'done' | 'refused' | 'unknown';
  readonly outputs: Record<string, unknown>;
}

interface Wait {
  readonly reason: string;
  /** Null for a run that only staff or an event let continue. */
  readonly dueAt: Date | null;
  readonly eventTypes: readonly string[];
  readonly groupKey: string | null;
  /** For a held email: its rank among those of the person. */
  readonly heldRank?: number;
}

type TagChange = OwnEffect & { readonly kind: 'addTag' | 'removeTag' };
type Saved = readonly [
  run: LoadedRun,
  state: AutomationRun['state'],
  cursor: Cursor,
  result: AdvanceResult | More,
  problem: string | null,
];

/**
 * What the walks of one transaction write, gathered and written in one statement for each table. In the open scope. Changes of tags are
 * written earlier where a later step reads the contact.
 */
export class RunWrites {
  readonly #visits = new Map<string, readonly [LoadedRun, VisitEvidence, boolean]>();
  readonly #waits = new Map<LoadedRun, Wait>();
  readonly #unwaited = new Set<LoadedRun>();
  readonly #effects = new Map<string, EffectResult>();
  #tags: { readonly run: LoadedRun; readonly contactId: string; readonly change: TagChange }[] = [];
  #saved: Saved[] = [];
  readonly #attempts: { readonly run: LoadedRun; readonly cursor: Cursor; readonly code: string; readonly problem: string }[] =
    [];

  readonly #approvals: ApprovalWrites;

  constructor(private readonly services: Services) {
    this.#approvals = new ApprovalWrites(services);
  }

  /** A row of the run's timeline; `left` says that the run has left the node. */
  visit(run: LoadedRun, evidence: VisitEvidence, left: boolean): void {
    this.#visits.set(`${run.row.id}:${evidence.nodeId}:${evidence.visit}`, [run, evidence, left]);
    if (left && evidence.nodeKind === 'approval') this.#approvals.left(run, evidence.nodeId, evidence.visit);
  }

  /** A question to the staff. */
  ask(run: LoadedRun, step: AskStep): Promise<void> {
    return this.#approvals.ask(run, step);
  }

  wait(run: LoadedRun, wait: Wait): void {
    this.#waits.set(run, wait);
  }

  effect(key: string, result: EffectResult): void {
    this.#effects.set(key, result);
  }

  /** A tag to add or remove. An added one that was to be removed before, or the other way round, is written in order. */
  async tag(run: LoadedRun, contactId: string, change: TagChange): Promise<void> {
    if (this.#tags[0] && this.#tags[0].change.kind !== change.kind) await this.flushTags();
    this.#tags.push({ run, contactId, change });
  }

  /** The position of a run. */
  save(...saved: Saved): void {
    this.#saved.push(saved);
  }

  finish(run: LoadedRun, cursor: Cursor, state: AutomationRun['state']): AdvanceResult {
    this.#unwait(run);
    const result = labelled(run, { kind: 'finish' });
    this.save(run, state, cursor, result, null);
    return result;
  }

  park(run: LoadedRun, cursor: Cursor, code: string, problem: string): AdvanceResult {
    this.#unwait(run);
    const result = labelled(run, { kind: 'park', nodeId: cursor.nodeId, code });
    this.save(run, 'parked', cursor, result, problem);
    this.#attempts.push({ run, cursor, code, problem });
    return result;
  }

  /** Holds a run because its automation is paused. It continues when the automation is resumed. */
  hold(run: LoadedRun, cursor: Cursor): AdvanceResult {
    this.#unwait(run);
    const result = labelled(run, { kind: 'park', nodeId: cursor.nodeId, code: heldCode });
    this.save(run, 'parked', cursor, result, 'The automation is paused.');
    return result;
  }

  /** Lets a run wait before a step that staff hold. Events that make it exit still wake it. */
  holdBefore(run: LoadedRun, cursor: Cursor, eventTypes: readonly string[]): AdvanceResult {
    const evidence = evidenceOfHold(run.graph, cursor);
    this.visit(run, evidence, false);
    this.wait(run, { reason: evidence.reason, dueAt: null, eventTypes, groupKey: null });
    const result = labelled(run, { kind: 'park', nodeId: cursor.nodeId, code: stepHeldCode });
    this.save(run, 'waiting', cursor, result, null);
    return result;
  }

  /** A run that has committed nothing yet has not waited. */
  #unwait(run: LoadedRun): void {
    if (run.row.revision > 0) this.#unwaited.add(run);
  }

  /** Writes changes of tags, with an event for each that changed something. */
  async flushTags(): Promise<void> {
    const [first] = this.#tags;
    if (!first) return;
    const changes = this.#tags;
    this.#tags = [];
    const { kind } = first.change;
    const tags = new ContactTags(this.services.tenancy, this.services.events);
    const made = changes.map(({ run, contactId, change }) => ({
      contactId,
      tagId: change.tag,
      occurredAt: run.now,
      cause: run.cause,
    }));
    await (kind === 'addTag' ? tags.add(made) : tags.remove(made));
  }

  /** Writes everything that is gathered. */
  async flush(): Promise<void> {
    const { tenancy, clocks } = this.services;
    await this.flushTags();
    if (this.#effects.size > 0) {
      const results = [...this.#effects.values()];
      const outputs = results.map((result) => JSON.stringify(result.outputs));
      const states = results.map(({ state }) => state);
      await tenancy.rowsOf(completeEffects, [...this.#effects.keys()], states, outputs, clocks.wall());
    }
    await this.#flushVisits();
    await this.#approvals.flush();
    await this.#flushWaits();
    if (this.#unwaited.size > 0)
      await tenancy.rowsOf(
        deleteWaits,
        [...this.#unwaited].map(({ row }) => row.id),
      );
    await this.#flushAttempts();
    await this.#flushSaved();
  }

  async #flushVisits(): Promise<void> {
    const visits = [...this.#visits.values()];
    if (visits.length === 0) return;
    await this.services.tenancy.rowsOf(
      saveVisits,
      visits.map(([run]) => run.row.id),
      visits.map(([, { nodeId }]) => nodeId),
      visits.map(([, { visit }]) => visit),
      visits.map(([run]) => run.now),
      visits.map(([run, , left]) => (left ? run.now : null)),
      visits.map(([, { port }]) => port),
      visits.map(([, { reason, values }]) => JSON.stringify({ reason, values })),
      visits.map(([run]) => run.row.automationId),
      this.services.clocks.wall(),
    );
  }

  async #flushWaits(): Promise<void> {
    const waits = [...this.#waits].flatMap(([{ row, clockId }, wait]) =>
      row.contactId === null ? [] : [{ ...wait, id: row.id, contactId: row.contactId, clockId }],
    );
    if (waits.length === 0) return;
    await this.services.tenancy.rowsOf(
      saveWaits,
      waits.map(({ id }) => id),
      waits.map(({ contactId }) => contactId),
      waits.map(({ clockId }) => clockId),
      waits.map(({ reason }) => reason),
      waits.map(({ dueAt }) => dueAt),
      waits.map(({ eventTypes }) => JSON.stringify([...new Set(eventTypes)])),
      waits.map(({ groupKey }) => groupKey),
      waits.map(({ heldRank }) => heldRank ?? null),
    );
  }

  async #flushAttempts(): Promise<void> {
    const attempts = this.#attempts;
    if (attempts.length === 0) return;
    await this.services.tenancy.rowsOf(
      saveAttempts,
      attempts.map(({ run }) => run.row.id),
      attempts.map(({ run }) => run.row.versionId),
      attempts.map(({ cursor }) => cursor.nodeId),
      attempts.map(({ cursor }) => cursor.visit),
      attempts.map(({ run }) => run.now),
      attempts.map(({ code }) => code),
      attempts.map(({ problem }) => problem),
    );
  }

  async #flushSaved(): Promise<void> {
    const saved = this.#saved;
    if (saved.length === 0) return;
    await this.services.tenancy.rowsOf(
      saveRuns,
      saved.map(([{ row }]) => row.id),
      saved.map(([, state]) => state),
      saved.map(([, , cursor]) => JSON.stringify(cursor)),
      saved.map(([, , , result]) => JSON.stringify(result)),
      saved.map(([, , , , problem]) => problem),
      saved.map(([run, state]) => (isOver(state) ? run.now : null)),
      saved.map(([{ row }]) => row.grouped),
    );
    const admin: Topic<AdminTopic>[] = [{ key: 'automations' }];
    for (const [{ row }, state] of saved) {
      admin.push({ key: 'runs', id: row.id });
      if (row.contactId) admin.push({ key: 'contacts', id: row.contactId });
      if (state === 'parked' || row.state === 'parked') admin.push({ key: 'home' });
    }
    this.services.events.announce({ admin });
  }
}

const isOver = (state: AutomationRun['state']): boolean => state === 'completed' || state === 'exited' || state === 'stopped';
