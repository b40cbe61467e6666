import { own } from '../conditions/own.js';
import { type EventType, isEventType } from '../events/catalogue.js';
import { GraphInvariantError } from './errors.js';
import { edgeId, type Graph, type GraphNode } from './graph.js';
import type { NodeDefinition, Port } from './nodes/definition.js';
import { nodeDefinitions } from './nodes/registry.js';

interface Lookup {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly targets: ReadonlyMap<string, string>;
}

const lookups = new WeakMap<Graph, Lookup>();

/** Caches the maps of each graph, because planning every step reads them. Graphs are never changed in place. */
function lookupOf(graph: Graph): Lookup {
  const known = lookups.get(graph);
  if (known) return known;
  const lookup = {
    nodes: new Map(graph.nodes.map((node) => [node.id, node])),
    targets: new Map(graph.edges.map((edge) => [edgeId(edge), edge.target])),
  };
  lookups.set(graph, lookup);
  return lookup;
}

/** A node that may not exist. */
export const findNode = (graph: Graph, id: string): GraphNode | undefined => lookupOf(graph).nodes.get(id);

/** A node that must exist. */
export function nodeOf(graph: Graph, id: string): GraphNode {
  const node = findNode(graph, id);
  if (!node) throw new GraphInvariantError(`node ${id} is not in the graph`);
  return node;
}

/** The definition of a node's kind. */
export function definitionOf(node: GraphNode): NodeDefinition {
  if (!Object.hasOwn(nodeDefinitions, node.kind)) throw new GraphInvariantError(`node ${node.id} is of unknown kind`);
  return nodeDefinitions[node.kind];
}

/** What a step is called: the name that staff gave it, or else its kind. */
export const titleOf = (node: GraphNode): string => node.name ?? definitionOf(node).label;

/** The ports of a node with its current settings. */
export const portsOf = (node: GraphNode): readonly Port[] => definitionOf(node).ports(node.config);

/** The port at which a skipped step continues: the main one, or the first if the settings no longer have it. Null without ports. */
export function mainPortOf(node: GraphNode): string | null {
  const { mainPort } = definitionOf(node);
  const ports = portsOf(node);
  return ports.some(({ id }) => id === mainPort) ? mainPort : (ports[0]?.id ?? null);
}

/** Target of a port; undefined if the run ends there. */
export const targetOf = (graph: Graph, source: string, port: string): string | undefined =>
  lookupOf(graph).targets.get(edgeId({ source, port }));

/** The triggers of a graph, in drawing order. */
export const triggersOf = (graph: Graph): GraphNode[] => graph.nodes.filter((node) => node.kind === 'trigger');

/** The types of the events that start a graph, each once, in drawing order. */
export const triggerTypes = (graph: Graph): EventType[] => [
  ...new Set(
    triggersOf(graph).flatMap(({ config }) => {
      const type = own(config, 'eventType');
      return typeof type === 'string' && isEventType(type) ? [type] : [];
    }),
  ),
];
