import {
  applyOperation,
  definitionOf,
  type Graph,
  type GraphNode,
  type NodeKind,
  nodeDefinitions,
  type Operation,
  type PortRef,
  validateGraph,
} from '@perennial/domain/automation';
import { temporal } from 'zundo';
import { createStore } from 'zustand';
import type { EditorState } from './editor-state';

/** A step just taken from the palette. */
export const newStep = (kind: NodeKind): GraphNode => ({
  id: `s${crypto.randomUUID().slice(0, 8)}`,
  kind,
  config: structuredClone(nodeDefinitions[kind].defaults) as GraphNode['config'],
});

/** Typing in one field is one change to undo, not one per letter. */
const oneChangeMs = 1000;

/** Checking a large graph takes longer than a keystroke may. */
const checkAfterMs = 200;

const picking = (ids: readonly string[]) => ({ picked: ids, selected: ids.length === 1 ? (ids[0] ?? null) : null });
const nothingMoves = {};

/** State of one editor. Undo covers the graph only: choosing a card is no change. */
export const createEditorStore = (graph: Graph) => {
  let typing = { nodeId: '', at: 0 };
  const continues = (operation: Operation): boolean => {
    const before = typing;
    typing = operation.type === 'updateConfig' ? { nodeId: operation.nodeId, at: Date.now() } : { nodeId: '', at: 0 };
    return typing.nodeId !== '' && before.nodeId === typing.nodeId && typing.at - before.at < oneChangeMs;
  };
  const store = createStore<EditorState>()(
    temporal(
      (set, get) => ({
        graph,
        checked: { graph, issues: validateGraph(graph) },
        saving: 'saved',
        ...picking([]),
        moving: nothingMoves,
        adding: null,
        dragging: null,
        carrying: false,
        drawn: null,
        previewing: false,
        played: null,
        apply: (operation) => {
          const result = applyOperation(get().graph, operation);
          if (!result.ok) return result.reason;
          const { picked } = get();
          const gone = operation.type === 'removeNode' && picked.includes(operation.nodeId);
          const history = store.temporal.getState();
          const untracked = continues(operation);
          if (untracked) history.pause();
          set({ graph: result.graph, ...(gone && picking(picked.filter((id) => id !== operation.nodeId))) });
          if (untracked) history.resume();
          return null;
        },
        applyAll: (operations) => {
          let next = get().graph;
          for (const operation of operations) {
            const result = applyOperation(next, operation);
            if (!result.ok) return result.reason;
            next = result.graph;
          }
          const left = new Set(next.nodes.map(({ id }) => id));
          set({ graph: next, ...picking(get().picked.filter((id) => left.has(id))) });
          return null;
        },
        replace: (next) => set({ graph: next, ...picking([]) }),
        tidy: () => set({ graph: { ...get().graph, nodes: get().graph.nodes.map(({ position: _, ...node }) => node) } }),
        select: (id) => set(picking(id === null ? [] : [id])),
        pick: (ids) => set(picking(ids)),
        move: (places) => set({ moving: { ...get().moving, ...places } }),
        drop: () => set({ moving: nothingMoves, carrying: false }),
        setSaving: (saving) => set({ saving }),
        setAdding: (adding) => set({ adding }),
        setDragging: (dragging) => set({ dragging }),
        setCarrying: (carrying) => set({ carrying }),
        setDrawn: (drawn) => set({ drawn }),
        setPreviewing: (previewing) => set({ previewing }),
        setPlayed: (played) => set({ played }),
      }),
      {
        limit: 200,
        partialize: ({ graph: tracked }) => ({ graph: tracked }),
        equality: (before, after) => before.graph === after.graph,
      },
    ),
  );
  checkWhenIdle(store);
  return store;
};

export type EditorStore = ReturnType<typeof createEditorStore>;

/** Checks the graph once changes pause. */
function checkWhenIdle(store: EditorStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(({ graph }, before) => {
    if (graph === before.graph) return;
    clearTimeout(timer);
    timer = setTimeout(() => store.setState({ checked: { graph, issues: validateGraph(graph) } }), checkAfterMs);
  });
}

/** Adds a step of a kind behind a port and opens its settings. */
export function addStep(store: EditorStore, kind: NodeKind, after?: PortRef): string | null {
  const node = newStep(kind);
  const { apply, select, setAdding } = store.getState();
  const refused = apply({ type: 'addNode', node, ...(after && { after }) });
  setAdding(null);
  if (!refused && definitionOf(node).form.length > 0) select(node.id);
  return refused;
}
