import type { Cursor } from './cursor.js';
import type { Graph } from './graph.js';
import { definitionOf, findNode } from './lookup.js';

/** A visit of a step as it is stored. */
interface StoredVisit {
  readonly nodeId: string;
  readonly port: string | null;
  readonly reason: string;
}

/**
 * The first position of a journey that repeats an earlier one from a step. It knows the results of the earlier steps.
 * @param skips steps whose effects happened on the earlier journey and are not to be repeated
 */
export const rerunFrom = ({ outputs }: Cursor, nodeId: string, skips: readonly string[]): Cursor => ({
  ...{ nodeId, visit: 1, phase: 'enter' },
  ...(outputs && { outputs }),
  ...(skips.length > 0 && { skips }),
});

/** The steps of a journey that had an effect: those that did something, and were not skipped. */
export function effectsThatHappened(graph: Graph, visits: readonly StoredVisit[]): string[] {
  const happened = visits.filter(({ nodeId, port, reason }) => {
    const step = findNode(graph, nodeId);
    return step && definitionOf(step).family === 'act' && port === definitionOf(step).mainPort && !notCarriedOut.has(reason);
  });
  return [...new Set(happened.map(({ nodeId }) => nodeId))];
}

/** What the timeline says about a step of which the effect happened on the journey that this one repeats. */
export const notRepeated = 'Not repeated, because it happened on the earlier journey.';

const notCarriedOut: ReadonlySet<string> = new Set(['Skipped.', notRepeated]);
