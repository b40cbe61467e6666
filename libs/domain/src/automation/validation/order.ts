import type { Graph } from '../graph.js';
import { definitionOf } from '../lookup.js';

/** Whether one step comes before another on some path through the graph. */
export type Precedes = (source: string, nodeId: string) => boolean;

/**
 * The steps with results before each step. One pass in topological order propagates bit sets, so that a thousand decisions about
 * different calls cost no more than one. Steps on a cycle have no earlier steps, because the cycle itself is the issue to fix.
 */
export function precedence(graph: Graph): Precedes {
  const bits = new Map(
    graph.nodes
      .filter((node) => definitionOf(node).outputs(node.config).length > 0)
      .map((node, index) => [node.id, index] as const),
  );
  const before = new Map(graph.nodes.map(({ id }) => [id, new Uint32Array(Math.ceil(bits.size / 32))] as const));
  const arriving = new Map<string, number>();
  const leaving = new Map<string, string[]>();
  for (const { source, target } of graph.edges) {
    if (!before.has(source) || !before.has(target)) continue;
    arriving.set(target, (arriving.get(target) ?? 0) + 1);
    const targets = leaving.get(source);
    if (targets) targets.push(target);
    else leaving.set(source, [target]);
  }
  const ready = graph.nodes.filter(({ id }) => !arriving.has(id)).map(({ id }) => id);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const target of leaving.get(id) ?? []) {
      carry(before.get(id), before.get(target), bits.get(id));
      const open = (arriving.get(target) ?? 0) - 1;
      arriving.set(target, open);
      if (open === 0) ready.push(target);
    }
  }
  return (source, nodeId) => {
    const bit = bits.get(source);
    return bit !== undefined && ((before.get(nodeId)?.[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  };
}

function carry(from: Uint32Array | undefined, to: Uint32Array | undefined, own: number | undefined): void {
  if (!from || !to) return;
  for (let word = 0; word < to.length; word++) to[word] = (to[word] ?? 0) | (from[word] ?? 0);
  if (own !== undefined) to[own >> 5] = (to[own >> 5] ?? 0) | (1 << (own & 31));
}
