/** Whether two stored graphs do the same for people: equal but for the positions of their steps on the canvas. */
export const sameBehaviour = (one: object, other: object): boolean =>
  one === other || isEqual(withoutPositions(one), withoutPositions(other));

/** Whether two stored graphs are equal, positions included. */
export const sameGraph = (one: object, other: object): boolean => isEqual(one, other);

const withoutPositions = (graph: object): object =>
  'nodes' in graph && Array.isArray(graph.nodes) ? { ...graph, nodes: graph.nodes.map(unplaced) } : graph;

/** Cached by step, because an editor compares at each change of a graph, which leaves most steps as they are. */
const known = new WeakMap<object, object>();

function unplaced(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || !('position' in node)) return node;
  const cached = known.get(node);
  if (cached) return cached;
  const { position: _, ...rest } = node;
  known.set(node, rest);
  return rest;
}

/** Deep equality of JSON. A key that is undefined counts as absent; the order of keys does not count. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((entry, index) => isEqual(entry, other[index]))
    );
  const values = new Map(Object.entries(other).filter(([, value]) => value !== undefined));
  const entries = Object.entries(one).filter(([, value]) => value !== undefined);
  return entries.length === values.size && entries.every(([key, value]) => values.has(key) && isEqual(value, values.get(key)));
}
