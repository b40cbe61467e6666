import type { Cursor, VisitEvidence } from './cursor.js';
import { ended, enter } from './cursor-transitions.js';
import type { Graph } from './graph.js';
import { findNode, nodeOf } from './lookup.js';
import { evidenceOf } from './plan.js';

/** What the keys of requests begin with by which one automation ends the runs of another. */
export const stopKeyPrefix = 'stop:';

/** Where a run is moved to: a step of another version, with the number of that version. */
export interface MoveTarget {
  readonly graph: Graph;
  readonly nodeId: string;
  readonly version: number;
}

/** The position of a run on another version, and the row of its timeline about the step that it left; null if it retries that step. */
export interface Move {
  readonly cursor: Cursor;
  readonly evidence: VisitEvidence | null;
}

/**
 * Moves a run that waits, or that needs attention, to a step of another version.
 * - A wait that is moved to the same step counts from when it began, with the new settings.
 * - A step that failed is retried as the same visit, so that an effect of unknown outcome is not repeated under another key.
 * - Every other step is entered anew.
 */
export function moveToVersion(from: Graph, cursor: Cursor, { graph, nodeId, version }: MoveTarget): Move {
  const left = nodeOf(from, cursor.nodeId);
  const target = nodeOf(graph, nodeId);
  const again = target.id === left.id && target.kind === left.kind;
  if (again && cursor.phase !== 'waiting') return { cursor, evidence: null };
  const entered = enter(graph, cursor, nodeId);
  const { enteredAt } = cursor;
  return {
    cursor: again && enteredAt ? { ...entered, enteredAt } : entered,
    evidence: evidenceOf(left, cursor, { reason: `Moved by staff to version ${version}.` }),
  };
}

/** Whether a run can be moved to a step of a graph: it exists, and people do not enter the automation through it. */
export function canMoveTo(graph: Graph, nodeId: string): boolean {
  const step = findNode(graph, nodeId);
  return step !== undefined && step.kind !== 'trigger';
}

/** Ends a run at the step where it is. */
export const moveOut = (from: Graph, cursor: Cursor, reason: string): Move => ({
  cursor: ended(cursor, 'exited'),
  evidence: evidenceOf(nodeOf(from, cursor.nodeId), cursor, { reason }),
});
