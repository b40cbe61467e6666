import { graphlib, layout } from '@dagrejs/dagre';

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly id: string;
}

interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** The space of its label; without one, it needs none. The label may be longer: its text is cut off there. */
  readonly space?: Size | undefined;
}

/** Where a link goes down between its ends, and the middle of its label. */
export interface Lane {
  readonly x: number;
  readonly y: number;
  /** How far it goes down from its source before it turns. */
  readonly stem?: number;
}

/** The layout of a graph. */
export interface Layout {
  /** Upper left corners of boxes, by id. */
  readonly places: ReadonlyMap<string, Place>;
  /** By the ID of the link. */
  readonly lanes: ReadonlyMap<string, Lane>;
}

/**
 * Boxes laid out from top to bottom along their links. The branches of a step keep the order in which their links are given,
 * also where they join again, and no two labels share a place.
 * @param fixed the box that stays where it is, whatever is added around it
 */
export function layOut(boxes: readonly Box[], links: readonly Link[], fixed: string | undefined = boxes[0]?.id): Layout {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, edgesep: 24, ranksep: 72 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(keyOf(id), { width, height });
  for (const { id, source, target, space } of links) {
    const [from, to] = [keyOf(source), keyOf(target)];
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, { ...space, labelpos: 'c' }, id);
  }
  // The heuristic would swap branches for fewer crossings. A branch that changes sides confuses more than a crossing does.
  layout(graph, { disableOptimalOrderHeuristic: true });
  const upperLeft = ({ id, width, height }: Box): Place => {
    const { x, y } = graph.node(keyOf(id));
    return { x: x - width / 2, y: y - height / 2 };
  };
  const anchor = boxes.find(({ id }) => id === fixed) ?? boxes[0];
  const origin = anchor ? upperLeft(anchor) : { x: 0, y: 0 };
  const moved = ({ x, y }: Place): Place => ({ x: Math.round(x - origin.x), y: Math.round(y - origin.y) });
  return {
    places: new Map(boxes.map((box) => [box.id, moved(upperLeft(box))])),
    lanes: new Map(
      graph.edges().flatMap((edge): [string, Lane][] => {
        const { x, y, points = [] }: { x?: number; y?: number; points?: readonly Place[] } = graph.edge(edge);
        const middle = points[Math.floor(points.length / 2)];
        if (x !== undefined && y !== undefined) return [[edge.name ?? '', moved({ x, y })]];
        if (!middle) return [];
        // One point between the ends: neighbours. Links that meet turn right above the box, so each has a place of its own before.
        return [[edge.name ?? '', moved({ x: points.length > 3 ? middle.x : graph.node(edge.v).x, y: middle.y })]];
      }),
    ),
  };
}

/** Keys of an object that look like numbers come first, which would change the order of branches. */
const keyOf = (id: string): string => `box ${id}`;

/** {@link layOut}, which returns its last result while boxes and links are the same: the text of a label does not move anything. */
export function createLayout(): typeof layOut {
  let last: { readonly key: string; readonly result: Layout } | undefined;
  return (boxes, links, fixed) => {
    const key = JSON.stringify([
      boxes.map(({ id, width, height }) => [id, width, height]),
      links.map(({ id, space }) => [id, space !== undefined, space?.height]),
      fixed,
    ]);
    if (last?.key !== key) last = { key, result: layOut(boxes, links, fixed) };
    return last.result;
  };
}
