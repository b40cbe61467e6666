import { type Cursor, type Graph, leavingGraph, stepHeldCode, waitGroupKey } from '@perennial/domain/automation';
import type { Facts } from '@perennial/domain/conditions';
import { type Cause } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { RunLabels } from './advance-contract.js';
import { lockRuns, type RunRow } from './runs.queries.js';

/** A run under the lock of the open transaction, with the frozen graph it follows. */
export interface LoadedRun {
  readonly row: RunRow;
  readonly graph: Graph;
  readonly version: number;
  readonly cursor: Cursor;
  readonly clockId: string | null;
  readonly now: Date;
  readonly cause: Cause;
  /** The event that entered it, the time zone of the school, and whose run of which automation it is. */
  readonly facts: Facts;
}

/** Locks and reads runs, in the open scope. */
export async function loadRuns(services: Services, runIds: readonly string[]): Promise<Map<string, LoadedRun>> {
  const { tenancy, clocks, graphs } = services;
  const rows = await tenancy.rowsOf(lockRuns, runIds);
  const loaded = new Map<string, LoadedRun>();
  for (const row of rows) {
    const { graph, number } = await graphs.of(tenancy, row.versionId);
    const event = { id: row.eventId, type: row.eventType, occurredAt: row.occurredAt.toISOString(), data: row.data };
    loaded.set(row.id, {
      row,
      graph,
      version: number,
      cursor: row.cursor as Cursor,
      clockId: row.clockId,
      now: row.clockNow ?? clocks.wall(),
      cause: { eventId: row.eventId, depth: row.depth, runId: row.id, requestId: row.requestId },
      facts: {
        schoolTimezone: row.schoolTimeZone,
        event,
        run: { automationId: row.automationId, contactId: row.contactId },
      },
    });
  }
  return loaded;
}

/** One run. @throws when it does not exist */
export async function loadRun(services: Services, runId: string): Promise<LoadedRun> {
  const run = (await loadRuns(services, [runId])).get(runId);
  if (!run) throw new Error(`run ${runId} does not exist`);
  return run;
}

/** A result with the search attributes of the run, at the revision that is about to be written. */
export function labelled<const T extends object>({ row, version, clockId }: LoadedRun, what: T): T & RunLabels {
  return { ...what, revision: row.revision + 1, automationId: row.automationId, version, contactId: row.contactId, clockId };
}

/** The group in which a run waits until a date; null for a run that waits on its own, and on a test clock. */
export const groupOf = ({ row, clockId }: LoadedRun, dueAt: Date): string | null =>
  row.grouped && clockId === null && row.contactId !== null ? waitGroupKey(row.automationId, dueAt) : null;

/** Whether a run waits before a step that staff hold, or held until a moment ago. */
export const waitsAtHold = ({ row }: LoadedRun): boolean =>
  row.state === 'waiting' && (row.lastResult as { code?: string } | null)?.code === stepHeldCode;

/** Types of the events that end a run, or reach its goal, wherever it is. */
export const leavingTypes = (run: LoadedRun): string[] => {
  const { exitRules, goal } = leavingGraph(run.graph, run.cursor);
  return [...exitRules, ...(goal ? [goal] : [])].map((rule) => rule.eventType);
};
