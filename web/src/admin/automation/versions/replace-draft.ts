import { type Graph, withScenariosOf } from '@perennial/domain/automation';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { showUndo } from '../../../ui/feedback/toasts';
import type { EditorSession } from '../canvas/editor-context';
import { useVersionGraph } from './version';

/** Replaces what is drawn, as one change that can be undone. The scenarios stay, because versions have none. */
export function replaceDraft({ store, autosave }: EditorSession, graph: Graph, message: string): void {
  const before = store.getState().graph;
  store.getState().replace(withScenariosOf(graph, before));
  showUndo(message, async () => {
    store.getState().replace(before);
    // The editor may be closed by now, and nothing else would save it.
    await autosave.save();
  });
}

/** What another page asks of the editor that it opens. */
export interface EditorRequest {
  /** Number of the version to restore as the draft. */
  readonly restore: number;
}

const requested = (state: unknown): number | null =>
  typeof state === 'object' && state !== null && 'restore' in state && typeof state.restore === 'number' ? state.restore : null;

/** Restores the version that the page before asked for, once. */
export function useRestore(session: EditorSession): void {
  const { state } = useLocation();
  // The editor writes the selected step into the address, and that ends the request: a reload does not repeat it.
  const [number] = useState(() => requested(state));
  const graph = useVersionGraph(session.automationId, number).data;
  const done = useRef(false);
  useEffect(() => {
    if (number === null || !graph || done.current) return;
    done.current = true;
    replaceDraft(session, graph, `Version ${number} is now the draft. Publish it to let people enter it.`);
  }, [session, number, graph]);
}
