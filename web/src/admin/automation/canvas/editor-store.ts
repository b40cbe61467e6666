import {
  applyOperation,
  type Graph,
  type GraphNode,
  type NodeKind,
  nodeDefinitions,
  notesOf,
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

/** Checking a large graph after each keystroke would make typing slow. */
const checkAfterMs = 200;

const picking = (ids: readonly string[]) => ({ picked: ids, selected: ids.length === 1 ? (ids[0] ?? null) : null });
const nothingMoves = {};

/** The part of the state that ends with a visit: an editor that is opened again starts without it. */
export const ofVisit = {
  ...picking([]),
  moving: nothingMoves,
  adding: null,
  dragging: null,
  aim: null,
  fresh: null,
  drawn: null,
  hovered: null,
  menu: null,
  previewing: false,
  played: null,
} satisfies Partial<EditorState>;

/** State of one editor. Undo covers the graph only; a selection is not a change. */
export const createEditorStore = (graph: Graph) => {
  let typing = { into: '', at: 0 };
  const continues = (operation: Operation): boolean => {
    const before = typing;
    const into = typedInto(operation);
    typing = into === null ? { into: '', at: 0 } : { into, at: Date.now() };
    return typing.into !== '' && before.into === typing.into && typing.at - before.at < oneChangeMs;
  };
  const store = createStore<EditorState>()(
    temporal(
      (set, get) => ({
        graph,
        checked: { graph, issues: validateGraph(graph) },
        saving: 'saved',
        ...ofVisit,
        apply: (operation) => {
          const result = applyOperation(get().graph, operation);
          if (!result.ok) return result.reason;
          const { picked } = get();
          const removed =
            operation.type === 'removeNode' ? operation.nodeId : operation.type === 'removeNote' ? operation.noteId : null;
          const gone = removed !== null && picked.includes(removed);
          const history = store.temporal.getState();
          const untracked = continues(operation);
          if (untracked) history.pause();
          set({ graph: result.graph, ...(gone && picking(picked.filter((id) => id !== removed))) });
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
          const left = pickable(next);
          set({ graph: next, ...picking(get().picked.filter((id) => left.has(id))) });
          return null;
        },
        replace: (next) => set({ graph: next, ...picking([]) }),
        load: (next) => {
          const left = pickable(next);
          set({ graph: next, ...picking(get().picked.filter((id) => left.has(id))) });
          store.temporal.getState().clear();
        },
        tidy: () => set({ graph: { ...get().graph, nodes: get().graph.nodes.map(({ position: _, ...node }) => node) } }),
        select: (id) => set({ ...picking(id === null ? [] : [id]), fresh: stillFresh(get().fresh, id) }),
        pick: (ids) => set({ ...picking(ids), fresh: stillFresh(get().fresh, ids.length === 1 ? ids[0] : null) }),
        move: (places) => set({ moving: { ...get().moving, ...places } }),
        drop: () => set({ moving: nothingMoves, aim: null }),
        setSaving: (saving) => set({ saving }),
        setAdding: (adding) => set({ adding }),
        setDragging: (dragging) => set({ dragging, aim: null }),
        setAim: (aim) => {
          const before = get().aim;
          if (before?.nodeId !== aim?.nodeId || before?.port !== aim?.port) set({ aim });
        },
        setFresh: (fresh) => set({ fresh }),
        setDrawn: (drawn) => set({ drawn }),
        setHovered: (hovered) => {
          if (get().hovered !== hovered) set({ hovered });
        },
        setMenu: (menu) => set({ menu }),
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

/** What someone types into with this operation; null if it is no typing. */
function typedInto(operation: Operation): string | null {
  switch (operation.type) {
    case 'updateConfig':
    case 'renameNode':
      return operation.nodeId;
    case 'updateNote':
      return operation.change.text === undefined ? null : operation.noteId;
    case 'renameGroup':
      return operation.groupId;
    default:
      return null;
  }
}

/** Everything in a graph that can be selected. */
const pickable = (graph: Graph): ReadonlySet<string> => new Set([...graph.nodes, ...notesOf(graph)].map(({ id }) => id));

/** Checks the graph once changes pause. */
function checkWhenIdle(store: EditorStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(({ graph }, before) => {
    if (graph === before.graph) return;
    clearTimeout(timer);
    timer = setTimeout(() => store.setState({ checked: { graph, issues: validateGraph(graph) } }), checkAfterMs);
  });
}

/** A step is new until another one is selected. */
const stillFresh = (fresh: EditorState['fresh'], selected: string | null | undefined): EditorState['fresh'] =>
  fresh?.nodeId === selected ? fresh : null;

/** Adds a step of a kind behind a port and opens its settings. */
export const addStep = (store: EditorStore, kind: NodeKind, after?: PortRef): string | null =>
  addNode(store, newStep(kind), after);

/** Adds a step, behind a port or where it is placed, and opens its settings. */
export function addNode(store: EditorStore, node: GraphNode, after?: PortRef): string | null {
  const { apply, select, setAdding, setFresh } = store.getState();
  const refused = apply({ type: 'addNode', node, ...(after && { after }) });
  setAdding(null);
  if (refused) return refused;
  select(node.id);
  setFresh({ nodeId: node.id, edited: new Set() });
  return null;
}
