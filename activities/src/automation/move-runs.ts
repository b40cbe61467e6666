import type { MoveRunsInput } from '@perennial/contracts';
import { type MoveOutcome, type QueryRow, RunMove } from '@perennial/db';
import {
  canMoveTo,
  continueAfterPause,
  heldCode,
  moveOut,
  moveToVersion,
  release,
  stopKeyPrefix,
  type WaitPolicy,
} from '@perennial/domain/automation';
import type { FrozenGraph } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { addHeldRuns, countMovesLeft, nextMoves, putOnVersion, recordMoves } from './move.queries.js';
import { continued, type MoveResult, skipped } from './move-result.js';
import { actOnParked } from './parked-runs.js';
import { type LoadedRun, loadRuns, waitsAtHold } from './run-store.js';
import { RunWrites } from './run-writes.js';

/** The progress of a move. */
export interface MoveProgress {
  /** Runs that are left; 0 when the move has ended. */
  readonly left: number;
}

/** The step of a request that ends journeys wherever they are. */
const anywhere = '';

type Item = QueryRow<typeof nextMoves>;

/**
 * Carries a request out for its next runs, under their locks and in one transaction with what becomes of each. Repeating it continues after
 * the runs that are done. A run whose workflow or group advances it at the same moment is moved before or after that; afterwards it may
 * have left the step, and is skipped.
 */
export function moveRuns(services: Services, { schoolId, moveId }: MoveRunsInput): Promise<MoveProgress> {
  const { tenancy, graphs, events, clocks } = services;
  return tenancy.withSchool(schoolId, async () => {
    const moves = tenancy.repo(RunMove);
    const move = await moves.findOneOrFail({ where: { id: moveId }, lock: { mode: 'pessimistic_write' } });
    if (move.state !== 'running') return { left: 0 };
    if (move.heldNodeId !== null) await tenancy.rowsOf(addHeldRuns, moveId, move.automationId, move.heldNodeId);
    const items = await tenancy.rowsOf(nextMoves, moveId);
    const target = await graphs.of(tenancy, move.versionId);
    const runs = await loadRuns(
      services,
      items.map(({ runId }) => runId),
    );
    const writes = new RunWrites(services);
    const results = items.map((item) => carryOut(item, runs.get(item.runId), move, target, writes));
    await writes.flush();
    const having = (outcome: MoveOutcome) => items.filter((_, i) => results[i]?.outcome === outcome).map(({ runId }) => runId);
    const moved = having('moved');
    const onVersion = items.filter((_, i) => results[i]?.onVersion).map(({ runId }) => runId);
    await tenancy.rowsOf(putOnVersion, onVersion, move.versionId);
    await events.recordAll(
      [...moved, ...having('exited')].map((runId) => ({
        type: 'run.moved' as const,
        contactId: runs.get(runId)?.row.contactId ?? null,
        occurredAt: runs.get(runId)?.now ?? clocks.wall(),
        data: { runId },
      })),
    );
    await tenancy.rowsOf(
      recordMoves,
      moveId,
      items.map(({ runId }) => runId),
      results.map(({ outcome }) => outcome),
      results.map(({ reason }) => reason),
      items.map(({ runId }) => runs.get(runId)?.now ?? clocks.wall()),
    );
    const left = (await tenancy.rowOf(countMovesLeft, moveId))?.left ?? 0;
    events.announce({ admin: [{ key: 'automations' }] });
    if (left === 0) await moves.update({ id: moveId }, { state: 'done', finishedAt: clocks.wall() });
    return { left };
  });
}

/** Gathers what moving one run writes. */
function carryOut(
  item: Item,
  run: LoadedRun | undefined,
  { action, waits, heldAt, key }: Pick<RunMove, 'action' | 'waits' | 'heldAt' | 'key'>,
  target: FrozenGraph,
  writes: RunWrites,
): MoveResult {
  if (!run) return skipped('The journey no longer exists.');
  const { row, cursor, graph } = run;
  if (cursor.phase === 'ended') return skipped('The journey had ended in the meantime.');
  if (action === 'release') return releaseRun(run, item.nodeId, writes);
  if (action !== 'move') return actOnParked(run, item.nodeId, action, target, writes);
  if (waits !== null && heldAt !== null) return continueRun(run, { waits, heldAt }, writes);
  const isElsewhere = row.versionId !== item.fromVersionId || cursor.nodeId !== item.nodeId;
  if (item.nodeId !== anywhere && isElsewhere) return skipped(continued);
  if (item.toNodeId === null) {
    const { cursor: end, evidence } = moveOut(
      graph,
      cursor,
      key.startsWith(stopKeyPrefix) ? 'Ended by another automation.' : 'Ended by staff.',
    );
    if (evidence) writes.visit(run, evidence, true);
    // It waits in no group any more, so that no workflow is started for it.
    writes.finish({ ...run, row: { ...row, grouped: false } }, end, 'exited');
    return { outcome: 'exited', reason: null };
  }
  // An effect may be in progress, and its result belongs to this version.
  if (row.state !== 'waiting' && row.state !== 'parked')
    return skipped('The step was being carried out. They continue on their version.');
  if (!canMoveTo(target.graph, item.toNodeId)) return { outcome: 'failed', reason: 'The version does not have the chosen step.' };
  const to = { graph: target.graph, nodeId: item.toNodeId, version: target.number };
  const { cursor: next, evidence } = moveToVersion(graph, cursor, to);
  if (evidence) writes.visit(run, evidence, true);
  // The wait stays until the next one replaces it: events in between still wake the run.
  writes.save(run, 'running', next, { kind: 'more' }, null);
  return { outcome: 'moved', reason: null, onVersion: true };
}

/** Lets a run begin the step before which it waits. Its wait stays until the next one replaces it. */
function releaseRun(run: LoadedRun, nodeId: string, writes: RunWrites): MoveResult {
  if (!waitsAtHold(run) || run.cursor.nodeId !== nodeId) return skipped(continued);
  writes.save(run, 'running', release(run.cursor), { kind: 'more' }, null);
  return { outcome: 'moved', reason: null };
}

/** Lets a run continue after a pause that held it, or changes its wait. */
function continueRun(
  run: LoadedRun,
  pause: { readonly waits: WaitPolicy; readonly heldAt: Date },
  writes: RunWrites,
): MoveResult {
  const { row, cursor, graph, now, clockId } = run;
  const isHeld = row.state === 'parked' && (row.lastResult as { code?: string } | null)?.code === heldCode;
  if (!isHeld && row.state !== 'waiting') return skipped(null);
  // The pause has a length on the wall clock only.
  const policy = clockId === null ? pause.waits : 'count';
  const { cursor: next, evidence } = continueAfterPause(graph, cursor, policy, { heldAt: pause.heldAt, now });
  if (!isHeld && next === cursor) return skipped(null);
  if (evidence) writes.visit(run, evidence, true);
  writes.save(run, 'running', next, { kind: 'more' }, null);
  return { outcome: 'moved', reason: null };
}
