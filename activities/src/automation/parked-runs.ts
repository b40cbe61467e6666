import type { RunMove } from '@perennial/db';
import { findNode, heldCode, nodeOf, resume, withEditedCall } from '@perennial/domain/automation';
import type { FrozenGraph } from '@perennial/services';
import { continued, type MoveResult, skipped } from './move-result.js';
import type { LoadedRun } from './run-store.js';
import type { RunWrites } from './run-writes.js';

/** What staff do with runs that need attention. */
type ParkedAction = Exclude<RunMove['action'], 'move' | 'release'>;

/** Gathers what a command writes to a run that needs attention at a step: retry the step, skip it, or stop the run. */
export function actOnParked(
  run: LoadedRun,
  nodeId: string,
  action: ParkedAction,
  newest: FrozenGraph,
  writes: RunWrites,
): MoveResult {
  const { row, cursor, graph } = run;
  const paused = (row.lastResult as { code?: string } | null)?.code === heldCode;
  if (row.state !== 'parked' || paused || cursor.nodeId !== nodeId) return skipped(continued);
  switch (action) {
    case 'retry':
    case 'retry_newest': {
      // The same visit, so that an effect of unknown outcome is not repeated under another key.
      writes.save(run, 'running', withEditedCall(cursor, undefined), { kind: 'more' }, null);
      const useNewest = action === 'retry_newest' && findNode(newest.graph, nodeId)?.kind === nodeOf(graph, nodeId).kind;
      return { outcome: 'moved', reason: null, ...(useNewest && { onVersion: true }) };
    }
    case 'skip': {
      const { cursor: next, evidence } = resume(graph, cursor, { kind: 'skip' });
      writes.visit(run, evidence, true);
      writes.save(run, 'running', next, { kind: 'more' }, null);
      return { outcome: 'moved', reason: null };
    }
    case 'stop': {
      const { cursor: end, evidence } = resume(graph, cursor, { kind: 'exit', reason: 'Stopped by staff.' });
      writes.visit(run, evidence, true);
      // It waits in no group, so that no workflow is started for it.
      writes.finish({ ...run, row: { ...row, grouped: false } }, end, 'stopped');
      return { outcome: 'exited', reason: null };
    }
  }
}
