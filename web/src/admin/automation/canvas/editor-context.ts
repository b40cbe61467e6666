import { createContext, useContext } from 'react';
import type { NavigateFunction } from 'react-router';
import { useStore } from 'zustand';
import type { Autosave } from '../autosave';
import type { EditorState } from './editor-state';
import type { EditorStore } from './editor-store';

/** One open editor. The object does not change while it is open; state is in the store. */
export interface EditorSession {
  readonly automationId: string;
  readonly store: EditorStore;
  readonly autosave: Autosave;
  readonly navigate: NavigateFunction;
}

export const EditorContext = createContext<EditorSession | null>(null);

/** The store of the surrounding editor; null on a read-only canvas. */
export const useEditorStore = (): EditorStore | null => useContext(EditorContext)?.store ?? null;

/** The surrounding editor. */
export function useEditorSession(): EditorSession {
  const session = useContext(EditorContext);
  if (!session) throw new Error('useEditorSession needs an editor around it');
  return session;
}

/** A slice of the editor's state; only inside an editor. */
export const useEditor = <T>(slice: (state: EditorState) => T): T => useStore(useEditorSession().store, slice);
