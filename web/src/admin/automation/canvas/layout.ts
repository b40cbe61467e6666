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

interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

/** A drawing laid out. */
export interface Layout {
  /** Upper left corners of boxes, by id. */
  readonly places: ReadonlyMap<string, Place>;
  /** For a link that passes beside boxes between its ends, by its id: where it goes down. */
  readonly lanes: ReadonlyMap<string, number>;
}

/** Boxes laid out from top to bottom along their links. */
export function layOut(boxes: readonly Box[], links: readonly Link[]): Layout {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, edgesep: 70, ranksep: 84 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, source, target } of links) {
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target, {}, id);
  }
  // A tree keeps the order of its ways out, so "yes" stays left of "no"; only where ways meet again may they be swapped.
  const arriving = new Set<string>();
  const isTree = links.every(({ target }) => !arriving.has(target) && arriving.add(target));
  layout(graph, { disableOptimalOrderHeuristic: isTree });
  return {
    places: new Map(
      boxes.map(({ id, width, height }) => {
        const { x, y } = graph.node(id);
        return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
      }),
    ),
    lanes: new Map(
      graph.edges().flatMap((edge): [string, number][] => {
        const points: readonly Place[] = graph.edge(edge).points ?? [];
        // Both ends and one point between them: neighbours. More: there are ranks in between.
        const middle = points[Math.floor(points.length / 2)];
        return points.length > 3 && middle ? [[edge.name ?? '', Math.round(middle.x)]] : [];
      }),
    ),
  };
}
