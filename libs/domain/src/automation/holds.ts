import type { Cursor, VisitEvidence } from './cursor.js';
import type { Graph } from './graph.js';
import { nodeOf } from './lookup.js';
import { evidenceOf } from './plan.js';

/** A step before which staff hold everyone who reaches it, in any version that has the step. */
export interface StepHold {
  readonly nodeId: string;
  /** Who holds it, as they were called then. */
  readonly heldBy: string;
  readonly heldAt: string;
}

/** The code of a run that waits before a step which staff hold. */
export const stepHeldCode = 'held';

/**
 * Whether a run may not begin the step that it has reached. Whoever has begun the step continues, also with a wait that was moved to
 * another version, and so does whoever was released from it.
 */
export const isHeld = ({ phase, enteredAt, released, nodeId }: Cursor, holds: readonly Pick<StepHold, 'nodeId'>[]): boolean =>
  phase === 'enter' && enteredAt === undefined && released !== true && holds.some((hold) => hold.nodeId === nodeId);

/** The position of a run that staff let pass. */
export const release = (cursor: Cursor): Cursor => ({ ...cursor, released: true });

/** The row in the timeline of a run that is held. */
export const evidenceOfHold = (graph: Graph, cursor: Cursor): VisitEvidence =>
  evidenceOf(nodeOf(graph, cursor.nodeId), cursor, { reason: 'Held by staff before this step.' });
