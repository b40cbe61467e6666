import { graphlib, layout } from '@dagrejs/dagre';

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Upper left corners of boxes, laid out from top to bottom along their links. */
export function layOut(
  boxes: readonly Box[],
  links: readonly { readonly source: string; readonly target: string }[],
): ReadonlyMap<string, Place> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 84 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [index, { source, target }] of links.entries()) {
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target, {}, String(index));
  }
  // A tree keeps the order of its ways out, so "yes" stays left of "no"; only where ways meet again may they be swapped.
  const arriving = new Set<string>();
  const isTree = links.every(({ target }) => !arriving.has(target) && arriving.add(target));
  layout(graph, { disableOptimalOrderHeuristic: isTree });
  return new Map(
    boxes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id);
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}
