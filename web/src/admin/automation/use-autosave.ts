import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isRefusal } from '../../ui/api/failure';
import { useUnsaved } from '../../ui/forms/use-unsaved';
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
  const saveAgain = useRef<() => Promise<void>>(async () => {});
  const { id } = automation;

  const save = useCallback(async (): Promise<void> => {
    while (running.current) await running.current;
    const wanted = store.getState().graph;
    if (wanted === savedGraph.current) return;
    setState('saving');
    running.current = saveDraft(id, wanted, revision.current)
      .then(({ draftRevision, problems }) => {
        revision.current = draftRevision;
        savedGraph.current = wanted;
        const more = store.getState().graph !== wanted;
        setState(more ? 'waiting' : 'saved');
        // Whatever was drawn meanwhile, even a step back to what was there before, is not saved yet.
        if (more) setTimeout(() => void saveAgain.current(), afterMs);
        // The next visit to this page starts from what was saved.
        queries.setQueryData<Automation>(automationKey(id), (old) => old && { ...old, draft: wanted, draftRevision, problems });
      })
      .catch((error: unknown) => setState(isRefusal(error, 'stale_revision') ? 'stale' : 'failed'))
      .finally(() => {
        running.current = null;
      });
    await running.current;
  }, [id, queries, store]);
  saveAgain.current = save;

  useEffect(() => {
    if (graph === savedGraph.current) {
      // Taken back before it was saved: nothing waits any more.
      setState((now) => (now === 'waiting' ? 'saved' : now));
      return;
    }
    setState((now) => (now === 'stale' ? now : 'waiting'));
    const timer = setTimeout(() => void save(), afterMs);
    return () => clearTimeout(timer);
  }, [graph, save]);

  // Leaving within the moment before a save loses nothing: inside the app it is saved on the way out.
  useEffect(() => () => void save(), [save]);
  // What could not be saved would be lost there as well.
  useUnsaved(state !== 'saved', { isDirty: () => state === 'failed' || state === 'stale', keptAcrossTabs: true });

  /** Saves what is open now; the revision to publish, or null if it could not be saved. */
  const flush = useCallback(async (): Promise<number | null> => {
    await save();
    return savedGraph.current === store.getState().graph ? revision.current : null;
  }, [save, store]);

  return { state, save, flush };
}
