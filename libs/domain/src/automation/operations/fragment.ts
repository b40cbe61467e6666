import { groupsOf, type Note, notesOf, type StepGroup } from '../canvas-items.js';
import type { Graph, GraphNode } from '../graph.js';
import type { Fragment, Position } from './operation.js';

/** Some steps and notes of a graph, with the connections between the steps and the groups that are complete. */
export function copyFragment(graph: Graph, ids: readonly string[]): Fragment {
  const chosen = new Set(ids);
  const notes = notesOf(graph).filter(({ id }) => chosen.has(id));
  const groups = groupsOf(graph).filter(({ steps }) => steps.every((id) => chosen.has(id)));
  return {
    ...(notes.length > 0 && { notes }),
    ...(groups.length > 0 && { groups }),
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

/** A copied note under a new ID. */
export const renamedNote = (note: Note, ids: ReadonlyMap<string, string>, offset: Position | undefined): Note => ({
  ...note,
  id: ids.get(note.id) ?? note.id,
  x: note.x + (offset?.x ?? 0),
  y: note.y + (offset?.y ?? 0),
});

/** A copied group under a new ID, around the copies of its steps. */
export const renamedGroup = (group: StepGroup, ids: ReadonlyMap<string, string>): StepGroup => ({
  ...group,
  id: ids.get(group.id) ?? group.id,
  steps: group.steps.map((step) => ids.get(step) ?? step),
});

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
