import { type Graph, sameGraph } from '@perennial/domain/automation';
import type { QueryClient } from '@tanstack/react-query';
import { createEditorStore, type EditorStore, ofVisit } from './editor-store';

const keyOf = (automationId: string) => ['editor', automationId] as const;

/**
 * The store of an automation's editor. Someone who leaves the editor, for example to edit an email, and returns, continues with
 * their undo history, unless the draft changed in the meantime. Kept with what was loaded, so that it ends with the session.
 */
export function openStore(queries: QueryClient, { id, draft }: { readonly id: string; readonly draft: Graph }): EditorStore {
  const kept = queries.getQueryData<EditorStore>(keyOf(id));
  if (kept && sameGraph(kept.getState().graph, draft)) {
    kept.setState({ ...ofVisit, saving: 'saved' });
    return kept;
  }
  const store = createEditorStore(draft);
  queries.setQueryDefaults(keyOf(id), { gcTime: Number.POSITIVE_INFINITY, structuralSharing: false });
  queries.setQueryData(keyOf(id), store);
  return store;
}
