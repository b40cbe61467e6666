import { z } from 'zod';
import { canvasLimits, Note, StepGroup } from '../canvas-items.js';
import { GraphEdge, GraphNode, graphLimits } from '../graph.js';
import type { Fragment } from './operation.js';

const clipboardSchema = z.object({
  type: z.literal('perennial/steps'),
  schemaVersion: z.literal(1),
  nodes: z.array(GraphNode).max(graphLimits.nodes),
  edges: z.array(GraphEdge).max(graphLimits.edges),
  notes: z.array(Note).max(canvasLimits.notes).optional(),
  groups: z.array(StepGroup).max(canvasLimits.groups).optional(),
});

/** Copied steps as text for the clipboard, so that they can be pasted into another automation, browser or school. */
export const fragmentToText = ({ nodes, edges, notes, groups }: Fragment): string =>
  JSON.stringify({ type: 'perennial/steps', schemaVersion: 1, nodes, edges, notes, groups }, null, 2);

/** The steps in a clipboard's text; null for any other text. */
export function fragmentFromText(text: string): Fragment | null {
  // Checked before parsing, because most text in a clipboard is not a fragment.
  if (!text.includes('perennial/steps')) return null;
  try {
    const { nodes, edges, notes, groups } = clipboardSchema.parse(JSON.parse(text));
    if (nodes.length === 0 && !notes?.length) return null;
    return { nodes, edges, ...(notes && { notes }), ...(groups && { groups }) };
  } catch {
    return null;
  }
}
