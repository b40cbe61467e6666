import { limited } from '../platform/limit.js';
import type { Services } from '../platform/services.js';
import type { AdvanceInput, AdvanceResult, More } from './advance-contract.js';
import { decideEmails } from './email-limits.js';
import type { FirstAttempt } from './external-effects/first-attempt.js';
import type { FirstAttempts } from './external-effects/first-attempts.js';
import { type LoadedRun, loadRuns, waitsAtHold } from './run-store.js';
import { type EffectResult, RunWrites } from './run-writes.js';
import { claimFirst, type RunWake, takeWakes } from './runs.queries.js';
import { StepRefused } from './step-refused.js';
import { type AtEmail, reachedBefore, type Walked, walk } from './walk.js';

/** A run to advance from a committed revision. */
export interface RunRequest extends Omit<AdvanceInput, 'schoolId'> {
  /** Whether a group or a dispatch advances it. Otherwise its own workflow does, and it leaves its group. */
  readonly together?: boolean;
  /** How the call of its current effect ended a moment ago. */
  readonly called?: EffectResult & { readonly key: string };
}

/** The result that a transaction committed for one run. */
export interface Committed {
  readonly result: AdvanceResult | More;
  /** Revision of the run after it. */
  readonly revision: number;
  /** A call that is claimed and has to be made. */
  readonly attempt?: FirstAttempt;
  readonly mayLookBack?: boolean;
}

/** Advances runs in one transaction, and writes their changes in a few statements. */
export class BatchCommit {
  readonly #limited: ReturnType<typeof limited>;

  /** @param atOnce transactions at the same time: they share the pool with other work */
  constructor(
    private readonly services: Services,
    atOnce: number,
  ) {
    this.#limited = limited(atOnce);
  }

  /** All in one transaction: an error rolls back all of them. */
  together(schoolId: string, requests: readonly RunRequest[], attempts: FirstAttempts | null): Promise<Committed[]> {
    return this.#transaction(schoolId, requests, attempts, null);
  }

  /** One run. A step that is refused is rolled back with the others; then the run is walked again, up to that step. */
  async alone(schoolId: string, request: RunRequest, attempts: FirstAttempts | null): Promise<Committed> {
    const one = async (refused: StepRefused | null) => {
      const [committed] = await this.#transaction(schoolId, [request], attempts, refused);
      if (!committed) throw new Error(`run ${request.runId} has no result`);
      return committed;
    };
    try {
      return await one(null);
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error;
      // Advance to that step first. Earlier steps are done, and a retry or skip applies to this step.
      return one(error);
    }
  }

  async #transaction(
    schoolId: string,
    requests: readonly RunRequest[],
    attempts: FirstAttempts | null,
    refused: StepRefused | null,
  ): Promise<Committed[]> {
    const prepared: FirstAttempt[] = [];
    try {
      const walk = () => this.#walkAll(requests, attempts, refused, prepared);
      return await this.#limited(() => this.services.tenancy.withSchool(schoolId, walk, { keepPlans: true }));
    } catch (error) {
      for (const attempt of prepared) attempt.release();
      throw error;
    }
  }

  async #walkAll(
    requests: readonly RunRequest[],
    attempts: FirstAttempts | null,
    refused: StepRefused | null,
    prepared: FirstAttempt[],
  ): Promise<Committed[]> {
    const { services } = this;
    const runs = await loadRuns(
      services,
      requests.map(({ runId }) => runId),
    );
    const writes = new RunWrites(services);
    const wakes = await this.#wakes(runs, requests);
    const stops: [LoadedRun, Walked | AtEmail][] = [];
    for (const request of requests) {
      const loaded = runs.get(request.runId);
      if (!loaded) throw new Error(`run ${request.runId} does not exist`);
      const run = request.together ? loaded : { ...loaded, row: { ...loaded.row, grouped: false } };
      stops.push([run, await this.#walkOne(run, request, wakes.get(request.runId) ?? [], writes, refused)]);
    }
    const decided = await decideEmails(
      services,
      stops.flatMap(([, stop]) => ('step' in stop ? [stop] : [])),
      writes,
    );
    const walked = stops.map(([run, stop]) => [run, 'step' in stop ? decided(stop) : stop] as const);
    const reached = walked.flatMap(([run, { reached: at }]) => (at ? [{ run, ...at }] : []));
    await attempts?.prepare(reached, prepared);
    const claimed = await this.#claim(prepared);
    await writes.flush();
    return walked.map(([run, { result, mayLookBack }]) => {
      const attempt = prepared.find(({ runId }) => runId === run.row.id && claimed.has(runId));
      const revision = 'revision' in result ? result.revision : run.row.revision + 1;
      return { result, revision, ...(attempt && { attempt }), ...(mayLookBack && { mayLookBack }) };
    });
  }

  async #walkOne(
    run: LoadedRun,
    { runId, expectedRevision, together = false, failed, called }: RunRequest,
    wakes: readonly RunWake[],
    writes: RunWrites,
    refused: StepRefused | null,
  ): Promise<Walked | AtEmail> {
    const { revision, lastResult } = run.row;
    if (called) writes.effect(called.key, called);
    if (revision < expectedRevision) throw new Error(`run ${runId} is at revision ${revision}, not ${expectedRevision}`);
    if (revision > expectedRevision && lastResult) {
      const stored = lastResult as AdvanceResult | More;
      // The run has advanced beyond the state that the caller knows. It continues from here.
      if (stored.kind === 'more') return walk(this.services, run, { wakes }, writes, refused);
      // An email for which its group had no time is sent with a later group. If anybody has begun it, the claim fails.
      const reached = together && isEmail(stored) ? await reachedBefore(this.services, run) : undefined;
      const mayLookBack = stored.kind === 'wait' || waitsAtHold(run);
      return { result: { ...stored, revision }, mayLookBack, ...(reached && { reached }) };
    }
    return walk(this.services, run, { failed, called, wakes }, writes, refused);
  }

  /** Events that woke the runs. A run that has committed nothing yet was not waiting for any. */
  async #wakes(runs: ReadonlyMap<string, LoadedRun>, requests: readonly RunRequest[]): Promise<ReadonlyMap<string, RunWake[]>> {
    const ids = requests.flatMap((request) => {
      const row = runs.get(request.runId)?.row;
      return row && isCurrent(request, row) && (row.revision > 0 || row.state === 'parked') ? [row.id] : [];
    });
    const found = new Map<string, RunWake[]>();
    if (ids.length === 0) return found;
    for (const wake of await this.services.tenancy.rowsOf(takeWakes, ids))
      found.set(wake.runId, [...(found.get(wake.runId) ?? []), wake]);
    return found;
  }

  /** Runs whose calls this transaction has claimed. The places of the others are released. */
  async #claim(attempts: readonly FirstAttempt[]): Promise<ReadonlySet<string>> {
    if (attempts.length === 0) return new Set();
    const keys = attempts.map(({ key }) => key);
    const now = this.services.clocks.wall().getTime();
    const rows = await this.services.tenancy.rowsOf(
      claimFirst,
      keys,
      attempts.map(({ kind }) => kind),
      attempts.map(({ leaseMs }) => (leaseMs === null ? null : new Date(now + leaseMs))),
    );
    const claimed = new Set(rows.map(({ key }) => key));
    for (const attempt of attempts) if (!claimed.has(attempt.key)) attempt.release();
    return new Set(attempts.filter(({ key }) => claimed.has(key)).map(({ runId }) => runId));
  }
}

/** Whether a run has stopped at an email. */
export const isEmail = (result: AdvanceResult): boolean => result.kind === 'act' && result.effect === 'sendEmail';

/** Whether a request will walk its run, rather than be answered from what is stored. */
function isCurrent({ expectedRevision, called }: RunRequest, row: LoadedRun['row']): boolean {
  if (called) return false;
  return row.revision === expectedRevision || (row.lastResult as { kind?: string } | null)?.kind === 'more';
}
