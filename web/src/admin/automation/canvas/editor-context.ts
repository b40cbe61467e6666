import { createContext, useContext } from 'react';
import type { NavigateFunction } from 'react-router';
import { useStore } from 'zustand';
import type { Autosave } from '../autosave';
import type { EditorState } from './editor-state';
import type { EditorStore } from './editor-store';

/** One open editor. The same object for as long as it is open: what changes is in the store. */
export interface EditorSession {
  readonly automationId: string;
  readonly store: EditorStore;
  readonly autosave: Autosave;
  readonly navigate: NavigateFunction;
}

export const EditorContext = createContext<EditorSession | null>(null);

/** The store of the editor around; null on a canvas that only shows. */
export const useEditorStore = (): EditorStore | null => useContext(EditorContext)?.store ?? null;

/** The editor around. */
export function useEditorSession(): EditorSession {
  const session = useContext(EditorContext);
  if (!session) throw new Error('useEditorSession needs an editor around it');
  return session;
}

/** A slice of the editor's state; only inside an editor. */
export const useEditor = <T>(slice: (state: EditorState) => T): T => useStore(useEditorSession().store, slice);
