import type { Graph } from '../graph.js';
import { checkLoops } from './loops.js';
import type { Problem } from './problem.js';
import { checkSettings, type ValidationContext } from './settings.js';
import { parseGraph } from './shape.js';
import { checkStructure } from './structure.js';

export type { MissingInMail, ProblemInMail } from './mails.js';
export type { Problem, ProblemCode } from './problem.js';
export { scopeOfGraph, scopeOfTrigger, type ValidationContext } from './settings.js';
export { parseGraph } from './shape.js';
export { checkStructure, reachableFrom } from './structure.js';

/** All issues that prevent publishing a graph, described for its owner. Accepts any JSON and never throws. */
export function validate(value: unknown, context: ValidationContext = {}): Problem[] {
  const parsed = parseGraph(value);
  return 'problems' in parsed ? parsed.problems : validateGraph(parsed.graph, context);
}

/** All issues of a parsed graph. */
export const validateGraph = (graph: Graph, context: ValidationContext = {}): Problem[] => [
  ...checkStructure(graph),
  ...checkLoops(graph),
  ...checkSettings(graph, context),
];
