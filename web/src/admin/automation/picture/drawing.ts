import { type Graph, groupsOf, type NodeFamily, type NoteColour, notesOf } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { getSmoothStepPath, Position } from '@xyflow/react';
import { createFlow } from '../canvas/flow';
import type { FlowEdge, FlowNode } from '../canvas/flow-types';
import { framesOf } from '../canvas/frames';
import { lanePath } from '../canvas/lane-path';
import type { Place } from '../canvas/layout';
import { cardSize } from '../canvas/sizes';

/** A card in a picture. */
export interface DrawnCard {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly family: NodeFamily;
  readonly label: string;
  readonly summary: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A graph as rectangles and paths: the same places and lines as on the canvas. */
export interface Drawing {
  readonly cards: readonly DrawnCard[];
  readonly lines: readonly { readonly id: string; readonly path: string }[];
  readonly labels: readonly { readonly id: string; readonly x: number; readonly y: number; readonly text: string }[];
  readonly notes: readonly (Box & { readonly id: string; readonly text: string; readonly colour: NoteColour })[];
  readonly frames: readonly (Box & { readonly id: string; readonly name: string })[];
  readonly box: Box;
}

/** Around everything that is drawn. */
const margin = 24;

/** The picture of a graph with at least one step. Nothing is measured, so that it can be made without a canvas. */
export function drawingOf(graph: Graph, names: Names): Drawing {
  const { nodes, edges } = createFlow(false)(graph, names, {});
  const cards = nodes.flatMap((node): DrawnCard[] => {
    if (node.type !== 'step') return [];
    const { family, label, summary } = node.data;
    return [
      { id: node.id, ...node.position, width: cardSize.width, height: node.height ?? cardSize.height, family, label, summary },
    ];
  });
  const known = new Map(nodes.map((node) => [node.id, node]));
  const links = edges.flatMap((edge) => {
    const from = end(known.get(edge.source), edge.sourceHandle);
    const to = end(known.get(edge.target), null);
    return from && to ? [{ edge, from, to }] : [];
  });
  const notes = notesOf(graph);
  const frames = framesOf(groupsOf(graph), nodes).map(({ group, ...frame }) => ({
    ...frame,
    id: group.id,
    name: group.name || 'Group',
  }));
  const boxes: readonly Box[] = [...cards, ...notes, ...frames];
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return {
    cards,
    notes,
    frames,
    lines: links.map(({ edge, from, to }) => ({ id: edge.id, path: pathOf(edge, from, to) })),
    labels: links.flatMap(({ edge, from, to }) => {
      const text = edge.data?.label;
      if (!text) return [];
      const { x, y } = edge.data?.lane ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      return [{ id: edge.id, x, y, text }];
    }),
    box: { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin },
  };
}

/** The point at which a connection meets a card. */
function end(node: FlowNode | undefined, handle: string | null | undefined): Place | null {
  const found = node?.handles?.find(({ id }) => id === (handle ?? null));
  if (!node || !found) return null;
  return { x: node.position.x + found.x + (found.width ?? 0) / 2, y: node.position.y + found.y + (found.height ?? 0) / 2 };
}

function pathOf(edge: FlowEdge, from: Place, to: Place): string {
  if (edge.data?.lane) return lanePath(from, to, edge.data.lane);
  const [path] = getSmoothStepPath({
    ...{ sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y },
    ...{ sourcePosition: Position.Bottom, targetPosition: Position.Top, borderRadius: 10 },
  });
  return path;
}
