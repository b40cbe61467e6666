import type { Cursor, Ending, OutputValue } from './cursor.js';
import { GraphInvariantError } from './errors.js';
import type { Graph } from './graph.js';
import { nodeOf, portsOf, targetOf } from './lookup.js';

/** The cursor after a port. A port without an edge ends the run. A missing port is a bug. */
export function follow(graph: Graph, cursor: Cursor, port: string): Cursor {
  if (!portsOf(nodeOf(graph, cursor.nodeId)).some(({ id }) => id === port)) {
    throw new GraphInvariantError(`node ${cursor.nodeId} has no port named ${port}`);
  }
  const target = targetOf(graph, cursor.nodeId, port);
  return target === undefined ? ended(cursor, 'completed') : enter(graph, cursor, target);
}

/** The cursor at the entry of a node, from any earlier position. */
export const enter = (graph: Graph, cursor: Cursor, nodeId: string): Cursor => ({
  nodeId: nodeOf(graph, nodeId).id,
  visit: cursor.visit + 1,
  phase: 'enter',
  ...(cursor.outputs && { outputs: cursor.outputs }),
  ...(cursor.jumps && { jumps: cursor.jumps }),
  ...(cursor.jumpedAt && { jumpedAt: cursor.jumpedAt }),
  ...(cursor.skips && { skips: cursor.skips }),
  ...(cursor.goalReached && { goalReached: true }),
});

/** The cursor at the entry of an earlier node, to which its node sends the run back. */
export const jump = (graph: Graph, cursor: Cursor, target: string, now: string): Cursor =>
  enter(
    graph,
    { ...cursor, jumps: { ...cursor.jumps, [cursor.nodeId]: (cursor.jumps?.[cursor.nodeId] ?? 0) + 1 }, jumpedAt: now },
    target,
  );

/** The cursor of an ended run. */
export const ended = ({ nodeId, visit, outputs }: Cursor, ending: Ending): Cursor => ({
  nodeId,
  visit,
  phase: 'ended',
  ending,
  ...(outputs && { outputs }),
});

const longestOutput = 1000;
const mostOutputs = 20;

/** A cursor with a step's results. The cursor stays small: scalars only, texts are cut. */
export function withOutputs(cursor: Cursor, results: Readonly<Record<string, unknown>> | undefined): Cursor {
  const kept = Object.entries(results ?? {})
    .slice(0, mostOutputs)
    .flatMap(([name, value]): [string, OutputValue][] => {
      if (typeof value === 'string') return [[name, value.slice(0, longestOutput)]];
      return typeof value === 'number' || typeof value === 'boolean' || value === null ? [[name, value]] : [];
    });
  return kept.length === 0 ? cursor : { ...cursor, outputs: { ...cursor.outputs, [cursor.nodeId]: Object.fromEntries(kept) } };
}
