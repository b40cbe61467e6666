import {
  applyOperation,
  definitionOf,
  type Graph,
  type GraphNode,
  type NodeKind,
  nodeDefinitions,
  type Operation,
  type PortRef,
} from '@perennial/domain/automation';
import { temporal } from 'zundo';
import { createStore } from 'zustand';

export interface EditorState {
  readonly graph: Graph;
  /** The step whose settings are open: the only one picked. */
  readonly selected: string | null;
  /** Every step that copy, cut, delete and drag act on. */
  readonly picked: readonly string[];
  /** The way out at which a step is being added. */
  readonly adding: PortRef | null;
  /** The kind that is dragged from the palette. */
  readonly dragging: NodeKind | null;
  /** A card that stands alone is on its way; it may be let go on a connection. */
  readonly carrying: boolean;
  /** Applies a change, or says why it may not be. */
  readonly apply: (operation: Operation) => string | null;
  /** Applies several changes as one step of undo. All or none: says why if one is refused. */
  readonly applyAll: (operations: readonly Operation[]) => string | null;
  readonly replace: (graph: Graph) => void;
  /** Lets the layout place every card again. */
  readonly tidy: () => void;
  readonly select: (id: string | null) => void;
  readonly pick: (ids: readonly string[]) => void;
  readonly setAdding: (port: PortRef | null) => void;
  readonly setDragging: (kind: NodeKind | null) => void;
  readonly setCarrying: (carrying: boolean) => void;
}

/** A step just taken from the palette. */
export const newStep = (kind: NodeKind): GraphNode => ({
  id: `s${crypto.randomUUID().slice(0, 8)}`,
  kind,
  config: structuredClone(nodeDefinitions[kind].defaults) as GraphNode['config'],
});

/** Typing in one field is one change to take back, not one per letter. */
const oneChangeMs = 1000;

const picking = (ids: readonly string[]) => ({ picked: ids, selected: ids.length === 1 ? (ids[0] ?? null) : null });

/** State of one editor. Undo knows the graph only: choosing a card is no change. */
export const createEditorStore = (graph: Graph) => {
  let typing = { nodeId: '', at: 0 };
  const goesOn = (operation: Operation): boolean => {
    const before = typing;
    typing = operation.type === 'updateConfig' ? { nodeId: operation.nodeId, at: Date.now() } : { nodeId: '', at: 0 };
    return typing.nodeId !== '' && before.nodeId === typing.nodeId && typing.at - before.at < oneChangeMs;
  };
  const store = createStore<EditorState>()(
    temporal(
      (set, get) => ({
        graph,
        selected: null,
        picked: [],
        adding: null,
        dragging: null,
        carrying: false,
        apply: (operation) => {
          const result = applyOperation(get().graph, operation);
          if (!result.ok) return result.reason;
          const { picked } = get();
          const gone = operation.type === 'removeNode' && picked.includes(operation.nodeId);
          const history = store.temporal.getState();
          const untracked = goesOn(operation);
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
        setAdding: (adding) => set({ adding }),
        setDragging: (dragging) => set({ dragging }),
        setCarrying: (carrying) => set({ carrying }),
      }),
      {
        limit: 200,
        partialize: ({ graph: tracked }) => ({ graph: tracked }),
        equality: (before, after) => before.graph === after.graph,
      },
    ),
  );
  return store;
};

export type EditorStore = ReturnType<typeof createEditorStore>;

/** Adds a step of a kind behind a way out and opens its settings. */
export function addStep(store: EditorStore, kind: NodeKind, after?: PortRef): string | null {
  const node = newStep(kind);
  const { apply, select, setAdding } = store.getState();
  const refused = apply({ type: 'addNode', node, ...(after && { after }) });
  setAdding(null);
  if (!refused && definitionOf(node).form.length > 0) select(node.id);
  return refused;
}
