import type { Graph } from '../graph.js';
import type { Scenario } from './scenario.js';

/** A graph with other scenarios. */
export function withScenarios(
  graph: Graph,
  { scenarios, mustPass }: { readonly scenarios: readonly Scenario[]; readonly mustPass: boolean },
): Graph {
  return {
    ...withoutScenarios(graph),
    ...(scenarios.length > 0 && { scenarios: [...scenarios] }),
    ...(mustPass && { scenariosMustPass: true }),
  };
}

/** What people follow: a graph without its scenarios. */
export function withoutScenarios({
  scenarios: _,
  scenariosMustPass: __,
  ...graph
}: Graph): Omit<Graph, 'scenarios' | 'scenariosMustPass'> {
  return graph;
}

/** A graph with the scenarios of another one, such as a restored version with those of the draft. */
export const withScenariosOf = (graph: Graph, { scenarios = [], scenariosMustPass = false }: Graph): Graph =>
  withScenarios(graph, { scenarios, mustPass: scenariosMustPass });
