import type { Names } from '@perennial/domain/conditions';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { EditorState, EditorStore } from './editor-store';

export const EditorContext = createContext<EditorStore | null>(null);

/** The store of the editor around; null on a canvas that only shows. */
export const useEditorStore = (): EditorStore | null => useContext(EditorContext);

/** A slice of the editor's state; only inside an editor. */
export function useEditor<T>(slice: (state: EditorState) => T): T {
  const store = useContext(EditorContext);
  if (!store) throw new Error('useEditor needs an editor around it');
  return useStore(store, slice);
}

/** What the cards of this canvas know besides their step. */
export interface CanvasMarks {
  /** Messages by step. */
  readonly problems: ReadonlyMap<string, string>;
  /** Who is where now, and the list of their journeys. */
  readonly standing?: {
    readonly at: ReadonlyMap<string, { readonly people: number; readonly parked: number }>;
    readonly listOf: (nodeId: string) => string;
  };
  /** While a connection is drawn: where it starts, and the steps it may lead to. */
  readonly legal?: { readonly source: string; readonly has: (nodeId: string) => boolean };
  /** The path of one journey: what was visited, and what is said about it. */
  readonly path?: {
    readonly visited: ReadonlyMap<string, string>;
    readonly links: ReadonlySet<string>;
    readonly current: string | null;
  };
}

export const MarksContext = createContext<CanvasMarks>({ problems: new Map() });
export const useMarks = (): CanvasMarks => useContext(MarksContext);

export const NamesContext = createContext<Names>(() => undefined);
export const useNames = (): Names => useContext(NamesContext);

/** What a room that one visits from the canvas needs to know for the way back. */
export interface Leave {
  readonly automationId: string;
  readonly automationName: string;
  /** Saves what is drawn. */
  readonly flush: () => Promise<unknown>;
}

export const LeaveContext = createContext<Leave | null>(null);
