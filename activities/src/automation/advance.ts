import { type FailureCode, failures } from '@perennial/contracts';
import { isNear, readWaitGroupKey, resume } from '@perennial/domain/automation';
import { EffectLedger } from '../platform/effect-ledger.js';
import { isOutage } from '../platform/outage.js';
import type { Services } from '../platform/services.js';
import type { AdvanceInput, AdvanceManyInput, AdvanceManyResult, AdvanceResult, RunInput } from './advance-contract.js';
import { BatchCommit, type Committed, isEmail, type RunRequest } from './batch-commit.js';
import type { FirstAttempt } from './external-effects/first-attempt.js';
import type { FirstAttempts } from './external-effects/first-attempts.js';
import { lookBack } from './incoming.js';
import { loadRun } from './run-store.js';
import { RunWrites } from './run-writes.js';

/**
 * First attempts begin within this time, in milliseconds, so that the local activity ends well before it times out. If it timed
 * out during a call, a second call would follow.
 */
const attemptsWithin = 3_000;

/** A run that could not be advanced. */
interface Failed {
  readonly error: unknown;
}

/** A run whose email has to wait for the emails of others. */
interface Postponed {
  readonly postponed: AdvanceResult;
}

/** Plans and commits the steps of runs until each waits, needs an activity, or ends. */
export class Advancer {
  readonly #commit: BatchCommit;
  readonly #ledger: EffectLedger;

  constructor(
    private readonly services: Services,
    private readonly attempts: FirstAttempts | null,
    transactionsAtOnce: number,
  ) {
    this.#commit = new BatchCommit(services, transactionsAtOnce);
    this.#ledger = new EffectLedger(services.tenancy, services.clocks.wall);
  }

  /** Repeating a committed advance returns the stored result, however far the run is by then. */
  async advance({ schoolId, ...request }: AdvanceInput): Promise<AdvanceResult> {
    const [outcome] = await this.#advanceAll(schoolId, [request]);
    if (!outcome) throw new Error(`run ${request.runId} has no result`);
    if ('error' in outcome) throw outcome.error;
    return 'postponed' in outcome ? outcome.postponed : outcome;
  }

  /**
   * Advances runs in common transactions. One that fails does not delay the others. One whose email has to wait for those of others has no
   * result either, and is asked for again: a workflow and an activity of its own would cost many times as much, and delay all of them.
   */
  async advanceMany({ schoolId, runs }: AdvanceManyInput): Promise<AdvanceManyResult> {
    const outcomes = await this.#advanceAll(
      schoolId,
      runs.map((run) => ({ ...run, together: true })),
    );
    const results = outcomes.map((outcome, i) => {
      if ('postponed' in outcome) return null;
      if (!('error' in outcome)) return outcome;
      this.services.log.error({ err: outcome.error, runId: runs[i]?.runId }, 'a run could not be advanced');
      return null;
    });
    return { results };
  }

  /** Ends a run at its current position, with a row in its timeline. Does nothing to a run that has ended. */
  async stop({ schoolId, runId }: RunInput): Promise<void> {
    await this.services.tenancy.withSchool(schoolId, async () => {
      const run = await loadRun(this.services, runId);
      if (run.cursor.phase === 'ended') return;
      const reason = 'Stopped: its workflow was cancelled in Temporal.';
      const { cursor, evidence } = resume(run.graph, run.cursor, { kind: 'exit', reason });
      const writes = new RunWrites(this.services);
      writes.visit(run, evidence, true);
      writes.finish(run, cursor, 'stopped');
      await writes.flush();
    });
  }

  /** Works in rounds: a run that was committed, called or found in one round is advanced in the next. */
  async #advanceAll(schoolId: string, requests: readonly RunRequest[]): Promise<(AdvanceResult | Failed | Postponed)[]> {
    const outcomes = new Map<string, AdvanceResult | Failed | Postponed>();
    const began = performance.now();
    for (let round = requests; round.length > 0; ) {
      const attempts = performance.now() - began < attemptsWithin ? this.attempts : null;
      const committed = await this.#commitAll(schoolId, round, attempts);
      const continued = await Promise.all(
        committed.map((each) => this.#continue(schoolId, ...each, attempts !== null || this.attempts === null)),
      );
      const next: RunRequest[] = [];
      for (const [i, outcome] of continued.entries()) {
        if ('expectedRevision' in outcome) next.push(outcome);
        else outcomes.set((round[i] as RunRequest).runId, outcome);
      }
      round = next;
    }
    return requests.map(({ runId }) => outcomes.get(runId) ?? { error: new Error(`run ${runId} has no result`) });
  }

  /** What follows a commit: the run's result, or a request for the next round. */
  async #continue(
    schoolId: string,
    { runId, together = false }: RunRequest,
    outcome: Committed | Failed,
    inTime: boolean,
  ): Promise<AdvanceResult | Failed | Postponed | RunRequest> {
    if ('error' in outcome) return outcome;
    const { result, revision, attempt, mayLookBack } = outcome;
    const again = { runId, expectedRevision: revision, together };
    if (result.kind === 'more') return again;
    try {
      if (attempt) return await this.#attempt(schoolId, attempt, result, together);
      if (!inTime && together && isEmail(result)) return { postponed: result };
      // The wait is committed. A new snapshot finds events that were recorded in between.
      return mayLookBack && (await lookBack(this.services, { schoolId, runId })) ? again : this.#timed(result);
    } catch (error) {
      return { error };
    }
  }

  /** One transaction for all; after an error one for each, which shows whose error it is. */
  async #commitAll(
    schoolId: string,
    requests: readonly RunRequest[],
    attempts: FirstAttempts | null,
  ): Promise<[RunRequest, Committed | Failed][]> {
    if (requests.length > 1) {
      try {
        const committed = await this.#commit.together(schoolId, requests, attempts);
        return committed.map((outcome, i) => [requests[i] as RunRequest, outcome]);
      } catch (error) {
        if (isOutage(error)) throw error;
        this.services.log.warn({ err: error, runs: requests.length }, 'advances runs one by one after an error');
      }
    }
    const outcomes: [RunRequest, Committed | Failed][] = [];
    for (const request of requests)
      outcomes.push([request, await this.#commit.alone(schoolId, request, attempts).catch((error: unknown) => ({ error }))]);
    return outcomes;
  }

  /** Makes the first attempt. One that failed and may be retried is left to an activity. */
  async #attempt(
    schoolId: string,
    attempt: FirstAttempt,
    result: AdvanceResult,
    together: boolean,
  ): Promise<AdvanceResult | Postponed | RunRequest> {
    const { runId, key } = attempt;
    const outcome = await attempt.make();
    if (outcome === 'not begun') return { postponed: result };
    if (!outcome) return result;
    const { result: called, failed } = outcome;
    if (failed === null || isFinal(failed))
      return { runId, expectedRevision: result.revision, together, called: { ...called, key }, ...(failed && { failed }) };
    await this.#ledger.complete(schoolId, key, called.state, called.outputs);
    return result;
  }

  #timed(result: AdvanceResult): AdvanceResult {
    if (result.kind !== 'wait' || result.clockId !== null) return result;
    const now = this.services.clocks.wall();
    const inMs = Math.max(0, Date.parse(result.at) - now.getTime());
    const begins = result.group && readWaitGroupKey(result.group.key)?.begins;
    return { ...result, inMs, ...(result.group && begins && { group: { key: result.group.key, near: isNear(begins, now) } }) };
  }
}

/** Whether a failure ends the attempts at an effect. */
const isFinal = (code: FailureCode): boolean => !failures[code].retry;
