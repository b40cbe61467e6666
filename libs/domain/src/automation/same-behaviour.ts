import { equalJson } from './equal-json.js';
import { Graph } from './graph.js';
import { diffGraphs, isSame } from './graph-diff.js';

/**
 * Whether two stored graphs do the same for people: equal but for the layout of the canvas. A graph that was stored before a setting
 * existed has its default.
 */
export function sameBehaviour(one: object, other: object): boolean {
  if (one === other) return true;
  const graphs = [Graph.safeParse(one).data, Graph.safeParse(other).data] as const;
  return graphs[0] && graphs[1] ? isSame(diffGraphs(graphs[0], graphs[1])) : equalJson(one, other);
}

/** Whether two stored graphs are equal, positions included. */
export const sameGraph = (one: object, other: object): boolean => equalJson(one, other);
