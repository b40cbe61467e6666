import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isRefusal } from '../../ui/api/failure';
import { type Automation, automationKey, saveDraft } from './automation';
import type { EditorStore } from './canvas/editor-store';

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'stale';

const afterMs = 800;

/** Saves the drawing a moment after each change, one save at a time, never over somebody else's. */
export function useAutosave(store: EditorStore, automation: Automation) {
  const graph = useStore(store, (state) => state.graph);
  const queries = useQueryClient();
  const [state, setState] = useState<SaveState>('saved');
  const revision = useRef(automation.draftRevision);
  const savedGraph = useRef(graph);
  const running = useRef<Promise<void> | null>(null);
  const { id } = automation;

  const save = useCallback(async (): Promise<void> => {
    while (running.current) await running.current;
    const wanted = store.getState().graph;
    if (wanted === savedGraph.current) return;
    setState('saving');
    running.current = saveDraft(id, wanted, revision.current)
      .then(({ draftRevision }) => {
        revision.current = draftRevision;
        savedGraph.current = wanted;
        setState(store.getState().graph === wanted ? 'saved' : 'waiting');
        // The next visit to this page starts from what was saved.
        queries.setQueryData<Automation>(automationKey(id), (old) => old && { ...old, draft: wanted, draftRevision });
      })
      .catch((error: unknown) => setState(isRefusal(error, 'stale_revision') ? 'stale' : 'failed'))
      .finally(() => {
        running.current = null;
      });
    await running.current;
  }, [id, queries, store]);

  useEffect(() => {
    if (graph === savedGraph.current) return;
    setState((now) => (now === 'stale' ? now : 'waiting'));
    const timer = setTimeout(() => void save(), afterMs);
    return () => clearTimeout(timer);
  }, [graph, save]);

  /** Saves what is open now; the revision to publish, or null if it could not be saved. */
  const flush = useCallback(async (): Promise<number | null> => {
    await save();
    return savedGraph.current === store.getState().graph ? revision.current : null;
  }, [save, store]);

  return { state, save, flush };
}
