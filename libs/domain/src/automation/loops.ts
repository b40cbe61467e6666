import { own } from '../conditions/own.js';
import type { Graph } from './graph.js';
import { definitionOf } from './lookup.js';
import { ancestorsOf, reachableFrom } from './validation/structure.js';

/** A step at which runs go back, as far as its settings can be read. */
export interface Loop {
  readonly nodeId: string;
  readonly target: string;
  readonly times: number;
}

/** The steps of a graph at which runs go back. */
export const loopsOf = (graph: Graph): Loop[] =>
  graph.nodes.flatMap(({ id, kind, config }): Loop[] => {
    if (kind !== 'goBack') return [];
    const [target, times] = [own(config, 'target'), own(config, 'times')];
    return typeof target === 'string' && typeof times === 'number' ? [{ nodeId: id, target, times }] : [];
  });

/** The IDs of the steps to which a step may go back: those that lead to it, without triggers. In drawing order. */
export function stepsBefore(graph: Graph, nodeId: string): string[] {
  const before = ancestorsOf(graph, nodeId);
  return graph.nodes.filter(({ id, kind }) => id !== nodeId && kind !== 'trigger' && before.has(id)).map(({ id }) => id);
}

/** Whether the steps from one to another can be passed without a wait. */
export function isImmediate(graph: Graph, from: string, to: string): boolean {
  const waits = new Set(graph.nodes.filter((node) => definitionOf(node).family === 'wait').map(({ id }) => id));
  return reachableFrom({ ...graph, edges: graph.edges.filter(({ source }) => !waits.has(source)) }, [from]).has(to);
}
