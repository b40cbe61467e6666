import { type Cursor, type EditedCall, resume, type VisitEvidence, withEditedCall } from '@perennial/domain/automation';
import type { LoadedRun } from './run-store.js';
import type { RunWake } from './runs.queries.js';

/** The effect of a staff command on a run. */
interface Command {
  readonly state: 'running' | 'stopped';
  readonly cursor: Cursor;
  readonly evidence: VisitEvidence | null;
}

/**
 * Executes an operator command: retry the parked step, skip it, or stop the run. The newest command
 * counts; one that no longer fits (a retry of a run that continues) is dropped.
 */
export function operatorCommand(run: LoadedRun, wakes: readonly RunWake[]): Command | null {
  if (run.cursor.phase === 'ended') return null;
  const command = wakes.findLast(({ type }) => type === 'run.operated')?.data;
  const action = command?.action;
  if (action === undefined) return null;
  if (action === 'stop') {
    const { cursor, evidence } = resume(run.graph, run.cursor, { kind: 'exit', reason: 'Stopped by staff.' });
    return { state: 'stopped', cursor, evidence };
  }
  if (run.row.state !== 'parked') return null;
  if (action === 'retry') {
    const cursor = withEditedCall(run.cursor, command?.input as EditedCall | undefined);
    return { state: 'running', cursor, evidence: null };
  }
  const { cursor, evidence } = resume(run.graph, run.cursor, { kind: 'skip' });
  return { state: 'running', cursor, evidence };
}
