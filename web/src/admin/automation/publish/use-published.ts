import { diffGraphs, type Graph, isSame } from '@perennial/domain/automation';
import { useMemo } from 'react';
import type { Automation } from '../automation';
import { useEditor } from '../canvas/editor-context';
import { useVersionGraph } from '../versions/version';

/** The published graph of the automation that is edited; undefined without one, and until it is loaded. */
export const usePublishedGraph = (automation: Automation): Graph | undefined =>
  useVersionGraph(automation.id, automation.published?.number ?? null).data;

/** Whether what is drawn differs from what is published; null while that is not known. */
export function useUnpublished(automation: Automation): boolean | null {
  const graph = useEditor((state) => state.graph);
  const published = usePublishedGraph(automation);
  return useMemo(() => (published ? !isSame(diffGraphs(published, graph)) : null), [graph, published]);
}
