import { z } from 'zod';
import { GraphEdge, GraphNode, graphLimits } from '../graph.js';
import type { Fragment } from './operation.js';

const clipboardSchema = z.object({
  type: z.literal('perennial/steps'),
  schemaVersion: z.literal(1),
  nodes: z.array(GraphNode).min(1).max(graphLimits.nodes),
  edges: z.array(GraphEdge).max(graphLimits.edges),
});

/** Copied steps as text for the clipboard, so that they can be pasted into another automation, browser or school. */
export const fragmentToText = ({ nodes, edges }: Fragment): string =>
  JSON.stringify({ type: 'perennial/steps', schemaVersion: 1, nodes, edges }, null, 2);

/** The steps in a clipboard's text; null for any other text. */
export function fragmentFromText(text: string): Fragment | null {
  // Checked before parsing, because most text in a clipboard is not a fragment.
  if (!text.includes('perennial/steps')) return null;
  try {
    const { nodes, edges } = clipboardSchema.parse(JSON.parse(text));
    return { nodes, edges };
  } catch {
    return null;
  }
}
