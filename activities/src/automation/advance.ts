import { type ExternalEffectKind, type FailureCode, failures } from '@perennial/contracts';
import { type AutomationRun } from '@perennial/db';
import { type Cursor, definitionOf, nodeOf, plan, resume, type Step } from '@perennial/domain/automation';
import { type Facts } from '@perennial/domain/conditions';
import { isWithheld, withheldReasons } from '@perennial/domain/identity';
import { baseFacts, type Cause, EventLoopError, loadFacts, type Rows } from '@perennial/services';
import { ApplicationFailure } from '@temporalio/common';
import type { Services } from '../platform/services.js';
import { WaitLedger, type WaitOwner } from '../platform/wait-ledger.js';
import { leavesBy, lookBack, takeEvents } from './incoming.js';
import { operate } from './operate.js';
import { applyOwnEffect } from './own-effects.js';
import { type LoadedRun, RunStore } from './run-store.js';

/** A run of a school. */
export interface RunInput {
  readonly schoolId: string;
  readonly runId: string;
}

/** Which run to advance, from which committed state. */
export interface AdvanceInput extends RunInput {
  readonly expectedRevision: number;
  /** The current effect has failed permanently. */
  readonly failed?: FailureCode;
}

/** What the workflow must do next. Ids, instants and kinds of nodes only. */
export type AdvanceResult = RunLabels &
  (
    | { readonly kind: 'finish' }
    | { readonly kind: 'act'; readonly nodeId: string; readonly visit: number; readonly effect: ExternalEffectKind }
    | { readonly kind: 'wait'; readonly nodeId: string; readonly at: string; readonly reason: string }
    | { readonly kind: 'park'; readonly nodeId: string; readonly code: string }
  );

/** What operators find a run by. */
export interface RunLabels {
  readonly revision: number;
  readonly automationId: string;
  readonly version: number;
  readonly contactId: string | null;
  readonly clockId: string | null;
}

/** An own effect that failed. Known after its transaction was rolled back. */
class StepRefused extends Error {
  constructor(
    readonly nodeId: string,
    readonly visit: number,
    readonly code: string,
    readonly problem: string,
  ) {
    super(`${code} at ${nodeId}`);
    this.name = 'StepRefused';
  }
}

/** A long path: committed so far, more steps follow. */
interface More {
  readonly kind: 'more';
}

/** Steps in one transaction at most: a long straight path commits in pieces and is locked briefly. */
const stepsPerCommit = 100;

/** Plans and commits a run's steps until it waits, needs an external effect, or ends. */
export class Advancer {
  readonly #runs: RunStore;
  readonly #waits: WaitLedger;

  constructor(private readonly services: Services) {
    this.#runs = new RunStore(services);
    this.#waits = new WaitLedger(services.tenancy);
  }

  /** Repeating a committed advance returns its stored result. */
  async advance(input: AdvanceInput): Promise<AdvanceResult> {
    let { expectedRevision, failed } = input;
    for (;;) {
      const result = await this.#commit({ ...input, expectedRevision, failed });
      failed = undefined;
      if (result.kind === 'more') {
        expectedRevision += 1;
        continue;
      }
      // The wait is committed. A new snapshot finds events that were recorded in between.
      if (result.kind !== 'wait' || !(await lookBack(this.services, this.#runs, input))) return result;
      expectedRevision = result.revision;
    }
  }

  /** Ends a run at its current position, with a row in its timeline. Does nothing to a run that has ended. */
  async stop({ schoolId, runId }: RunInput): Promise<void> {
    const { tenancy } = this.services;
    await tenancy.withSchool(schoolId, async () => {
      const run = await this.#runs.load(runId);
      if (run.cursor.phase === 'ended') return;
      const reason = 'Stopped: its workflow was cancelled in Temporal.';
      const { cursor, evidence } = resume(run.graph, run.cursor, { kind: 'exit', reason });
      await this.#runs.visit(run, evidence, true);
      await this.#finish(run, cursor, 'stopped');
    });
  }

  async #commit(input: AdvanceInput): Promise<AdvanceResult | More> {
    const { tenancy } = this.services;
    return tenancy.withSchool(input.schoolId, async () => {
      const run = await this.#runs.load(input.runId);
      if (run.row.revision === input.expectedRevision + 1 && run.row.lastResult)
        return run.row.lastResult as AdvanceResult | More;
      if (run.row.revision !== input.expectedRevision)
        throw new Error(`run ${input.runId} is at revision ${run.row.revision}, not ${input.expectedRevision}`);
      try {
        return await tenancy.em.transaction(() => this.#walk(run, input.failed, null));
      } catch (error) {
        if (!(error instanceof StepRefused)) throw error;
        // Advance to that step first. Earlier steps are done, and a retry or skip applies to this step.
        return tenancy.em.transaction(() => this.#walk(run, input.failed, error));
      }
    });
  }

  async #walk(run: LoadedRun, failed: FailureCode | undefined, refused: StepRefused | null): Promise<AdvanceResult | More> {
    const owner: WaitOwner = { ownerKind: 'run', ownerId: run.row.id };
    const wakes = await this.#waits.wakes(owner);
    await this.#waits.seen(owner, wakes);
    const rows = this.#rows();
    let facts = await baseFacts(rows, run.row.eventId);
    const entered = await this.#takeIn(run, failed, wakes, facts);
    if ('result' in entered) return entered.result;
    let cursor = entered.cursor;
    for (let steps = 0; steps < stepsPerCommit; ) {
      const step = plan(run.graph, cursor, run.now.toISOString(), facts);
      if (step.kind === 'load') {
        facts = await loadFacts(rows, facts, step.facts, { contactId: run.row.contactId, now: run.now });
        continue;
      }
      steps += 1;
      if (step.kind === 'pass') {
        await this.#runs.visit(run, step.evidence, true);
        cursor = step.next;
        continue;
      }
      if (step.kind === 'act' && step.effect.scope === 'own') {
        if (refused?.nodeId === step.nodeId && refused.visit === step.visit) {
          await this.#runs.visit(run, { ...step.evidence, reason: refused.problem }, false);
          return this.#park(run, cursor, refused.code, refused.problem);
        }
        await applyOwnEffect(this.services, step.effect, {
          runId: run.row.id,
          contactId: run.row.contactId,
          now: run.now,
          cause: run.cause,
        }).catch(refuse(step));
        const { cursor: next, evidence } = resume(run.graph, step.next, { kind: 'effect', ok: true });
        await this.#runs.visit(run, evidence, true);
        cursor = next;
        // The effect may have changed facts that later steps read.
        facts = { schoolTimezone: facts.schoolTimezone, event: facts.event };
        continue;
      }
      return this.#stand(run, step, cursor, owner);
    }
    const more: More = { kind: 'more' };
    await this.#runs.save(run, 'running', cursor, more, null);
    return more;
  }

  /** Applies what happened since the last commit: a completed effect, an operator command or awaited events. */
  async #takeIn(
    run: LoadedRun,
    failed: FailureCode | undefined,
    wakes: readonly Cause[],
    facts: Facts,
  ): Promise<{ cursor: Cursor } | { result: AdvanceResult }> {
    const { cursor } = run;
    const word = await operate(this.services, run, wakes);
    if (word) {
      if (word.evidence) await this.#runs.visit(run, word.evidence, true);
      if (word.state === 'stopped') return { result: await this.#finish(run, word.cursor, 'stopped') };
      return { cursor: word.cursor };
    }
    if (run.row.state === 'parked') {
      // Still parked. Ignore the wake signal and write nothing.
      return {
        result: { ...this.#labelled(run, { kind: 'park', nodeId: cursor.nodeId, code: 'parked' }), revision: run.row.revision },
      };
    }
    const exit = cursor.phase === 'ended' ? null : await leavesBy(this.services, run, wakes, facts);
    if (exit) {
      const { cursor: next, evidence } = resume(run.graph, cursor, exit);
      await this.#runs.visit(run, evidence, true);
      return { cursor: next };
    }
    if (cursor.phase === 'acting') {
      const outcome = await this.#effectOutcome(run, failed);
      if (!outcome) return { cursor };
      const resumed = resume(run.graph, cursor, outcome);
      await this.#runs.visit(run, resumed.evidence, resumed.kind === 'moved');
      if (resumed.kind === 'parked')
        return { result: await this.#park(run, resumed.cursor, failed ?? 'misconfigured', resumed.evidence.reason) };
      return { cursor: resumed.cursor };
    }
    if (cursor.phase === 'waiting') {
      const outcome = await takeEvents(this.services, run, wakes, facts);
      if (outcome) {
        const { cursor: next, evidence } = resume(run.graph, cursor, outcome);
        await this.#runs.visit(run, evidence, true);
        return { cursor: next };
      }
    }
    return { cursor };
  }

  /** The ledger knows how an effect ended; its outputs never travel through Temporal. */
  async #effectOutcome(run: LoadedRun, failed: FailureCode | undefined) {
    const effect = await this.services.tenancy.row<{ state: string; outputs: Record<string, unknown> | null }>(
      'select state, outputs from effect where key = $1',
      [effectKey(run.row.id, run.cursor)],
    );
    if (effect?.state === 'done') {
      const outputs = effect.outputs ?? {};
      return {
        kind: 'effect',
        ok: true,
        outputs,
        ...(isWithheld(outputs.withheld) && { reason: withheldReasons[outputs.withheld] }),
      } as const;
    }
    if (failed) {
      const status = effect?.outputs?.status;
      const problem = effect?.outputs?.problem;
      const said =
        typeof status === 'number'
          ? ` The server answered ${status}.`
          : failed === 'mail_unrenderable' && typeof problem === 'string'
            ? ` ${problem}.`
            : '';
      return { kind: 'effect', ok: false, code: failed, message: `${failures[failed].meaning}${said}` } as const;
    }
    return null;
  }

  async #stand(
    run: LoadedRun,
    step: Exclude<Step, { kind: 'load' | 'pass' }>,
    cursor: Cursor,
    owner: WaitOwner,
  ): Promise<AdvanceResult> {
    switch (step.kind) {
      case 'finish':
        return this.#finish(run, cursor, step.reason === 'completed' ? 'completed' : 'exited');
      case 'park':
        await this.#runs.visit(run, step.evidence, false);
        return this.#park(run, step.next, step.code, step.message);
      case 'act': {
        await this.#runs.visit(run, step.evidence, false);
        if (step.effect.scope === 'own') throw new Error('own effects are carried out in the walk');
        const result = this.#labelled(run, { kind: 'act', nodeId: step.nodeId, visit: step.visit, effect: step.effect.kind });
        await this.#runs.save(run, 'running', step.next, result, null);
        return result;
      }
      case 'sleepUntil':
      case 'waitFor': {
        await this.#runs.visit(run, step.evidence, false);
        const at = step.kind === 'sleepUntil' ? step.at : step.until;
        const reason = `${definitionOf(nodeOf(run.graph, step.nodeId)).label} (${step.nodeId})`;
        const awaited = step.kind === 'waitFor' ? step.events.map((event) => event.eventType) : [];
        const leaving = [...run.graph.exitRules, ...(run.graph.goal ? [run.graph.goal] : [])].map((rule) => rule.eventType);
        if (run.row.contactId) {
          await this.#waits.set(owner, {
            contactId: run.row.contactId,
            clockId: run.clockId,
            reason: step.evidence.reason,
            dueAt: new Date(at),
            eventTypes: [...new Set([...awaited, ...leaving])],
          });
        }
        const result = this.#labelled(run, { kind: 'wait', nodeId: step.nodeId, at, reason });
        await this.#runs.save(run, 'waiting', step.next, result, null);
        return result;
      }
    }
  }

  async #finish(run: LoadedRun, cursor: Cursor, state: AutomationRun['state']): Promise<AdvanceResult> {
    await this.#waits.clear({ ownerKind: 'run', ownerId: run.row.id });
    const result = this.#labelled(run, { kind: 'finish' });
    await this.#runs.save(run, state, cursor, result, null);
    return result;
  }

  async #park(run: LoadedRun, cursor: Cursor, code: string, problem: string): Promise<AdvanceResult> {
    await this.#waits.clear({ ownerKind: 'run', ownerId: run.row.id });
    const result = this.#labelled(run, { kind: 'park', nodeId: cursor.nodeId, code });
    await this.#runs.save(run, 'parked', cursor, result, problem);
    return result;
  }

  #labelled<const T extends object>(run: LoadedRun, what: T): T & RunLabels {
    const { row, version, clockId } = run;
    return { ...what, revision: row.revision + 1, automationId: row.automationId, version, contactId: row.contactId, clockId };
  }

  #rows(): Rows {
    return { query: (sql, parameters) => this.services.tenancy.rows(sql, parameters) };
  }
}

/** Non-retryable errors park the run. All other errors are rethrown so that Temporal retries. */
const refuse =
  ({ nodeId, visit }: Pick<Cursor, 'nodeId' | 'visit'>) =>
  (error: unknown): never => {
    if (error instanceof EventLoopError) throw new StepRefused(nodeId, visit, 'event_loop', failures.event_loop.meaning);
    if (error instanceof ApplicationFailure && error.nonRetryable)
      throw new StepRefused(nodeId, visit, error.type ?? 'misconfigured', error.message);
    throw error;
  };

/** Key of a run's current effect: `{run}:{node}:{visit}`. */
export const effectKey = (runId: string, cursor: Pick<Cursor, 'nodeId' | 'visit'>): string =>
  `${runId}:${cursor.nodeId}:${cursor.visit}`;
