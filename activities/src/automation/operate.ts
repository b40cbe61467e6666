import { type Cursor, resume, type VisitEvidence } from '@perennial/domain/automation';
import type { Cause } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { LoadedRun } from './run-store.js';

/** A command of staff for a run. */
interface Word {
  readonly state: 'running' | 'stopped';
  readonly cursor: Cursor;
  readonly evidence: VisitEvidence | null;
}

/**
 * Executes an operator command: retry the parked step, skip it, or stop the run. The newest command
 * counts; one that no longer fits (a retry of a run that goes on) is dropped.
 */
export async function operate(services: Services, run: LoadedRun, wakes: readonly Cause[]): Promise<Word | null> {
  if (wakes.length === 0 || run.cursor.phase === 'ended') return null;
  const word = await services.tenancy.row<{ action: 'retry' | 'skip' | 'stop' }>(
    `select data->>'action' as action from event where id = any($1) and type = 'run.operated' order by id desc limit 1`,
    [wakes.map((wake) => wake.eventId)],
  );
  if (!word) return null;
  if (word.action === 'stop') {
    const { cursor, evidence } = resume(run.graph, run.cursor, { kind: 'exit', reason: 'Stopped by staff.' });
    return { state: 'stopped', cursor, evidence };
  }
  if (run.row.state !== 'parked') return null;
  if (word.action === 'retry') return { state: 'running', cursor: run.cursor, evidence: null };
  const { cursor, evidence } = resume(run.graph, run.cursor, { kind: 'skip' });
  return { state: 'running', cursor, evidence };
}
