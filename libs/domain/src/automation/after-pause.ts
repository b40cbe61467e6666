import type { Cursor } from './cursor.js';
import { enter } from './cursor-transitions.js';
import type { Graph } from './graph.js';
import { nodeOf } from './lookup.js';
import type { Move } from './move.js';
import type { NodeKind } from './nodes/kinds.js';
import { evidenceOf } from './plan.js';

/**
 * What a pause that held people means for their waits: the time counted, so that a wait that ended meanwhile is over; the wait begins
 * again; or the time did not count. Dates that were chosen stay as they are.
 */
export const waitPolicies = ['count', 'restart', 'active'] as const;
/** One of {@link waitPolicies}. */
export type WaitPolicy = (typeof waitPolicies)[number];

/** The code of a run that was held at the end of its wait, or before its next step, because its automation is paused. */
export const heldCode = 'paused';

/** Waits with a length. The others wait for a date. */
const lengths: ReadonlySet<NodeKind> = new Set(['waitDuration', 'waitForEvent', 'waitForCondition']);

/** Where a run continues after a pause, with a row of its timeline if its wait begins again. The same cursor if nothing changes. */
export function continueAfterPause(
  graph: Graph,
  cursor: Cursor,
  policy: WaitPolicy,
  { heldAt, now }: { readonly heldAt: Date; readonly now: Date },
): Move {
  const same: Move = { cursor, evidence: null };
  const { phase, waitUntil, enteredAt, nodeId } = cursor;
  if (phase !== 'waiting' || !waitUntil || !enteredAt || policy === 'count') return same;
  const node = nodeOf(graph, nodeId);
  if (!lengths.has(node.kind)) return same;
  if (policy === 'restart')
    return {
      cursor: enter(graph, cursor, nodeId),
      evidence: evidenceOf(node, cursor, { reason: 'The wait began again after a pause.' }),
    };
  // Whoever began to wait during the pause waits for less of it.
  const paused = now.getTime() - Math.max(heldAt.getTime(), Date.parse(enteredAt));
  if (paused <= 0) return same;
  return { cursor: { ...cursor, waitUntil: new Date(Date.parse(waitUntil) + paused).toISOString() }, evidence: null };
}
