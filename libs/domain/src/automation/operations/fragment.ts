import type { Graph, GraphNode } from '../graph.js';
import type { Fragment, Position } from './operation.js';

/** Some steps of a graph with the connections between them. */
export function copyFragment(graph: Graph, nodeIds: readonly string[]): Fragment {
  const chosen = new Set(nodeIds);
  return {
    nodes: graph.nodes.filter(({ id }) => chosen.has(id)),
    edges: graph.edges.filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
  };
}

/** A copied step under a new ID. Its conditions refer to the copies of steps that were copied with it. */
export function renamed(node: GraphNode, ids: ReadonlyMap<string, string>, offset: Position | undefined): GraphNode {
  const { position, kind, name } = node;
  return {
    id: ids.get(node.id) ?? node.id,
    kind,
    ...(name !== undefined && { name }),
    config: renameTarget(kind, rename(node.config, ids) as GraphNode['config'], ids),
    ...(position && { position: { x: position.x + (offset?.x ?? 0), y: position.y + (offset?.y ?? 0) } }),
  };
}

/** A step that goes back leads to the copy of a step that was copied with it. */
function renameTarget(
  kind: GraphNode['kind'],
  config: GraphNode['config'],
  ids: ReadonlyMap<string, string>,
): GraphNode['config'] {
  const { target } = config;
  return kind === 'goBack' && typeof target === 'string' ? { ...config, target: ids.get(target) ?? target } : config;
}

/** Settings are bounded in depth by the graph's limits, so plain recursion is safe. */
function rename(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'field' ? renameField(inner, ids) : rename(inner, ids)]),
  );
}

function renameField(field: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof field !== 'string') return field;
  const [scope, node, ...rest] = field.split('.');
  const id = scope === 'node' && node !== undefined ? ids.get(node) : undefined;
  return id === undefined ? field : ['node', id, ...rest].join('.');
}
