import { findNode, type Graph, notesOf, type Operation, type PortRef, refuseConnection } from '@perennial/domain/automation';
import { type NodeChange, type ReactFlowInstance, type ReactFlowProps, useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { aimAt, freePlace } from './aim';
import { addNode, addStep, type EditorStore, newStep } from './editor-store';
import type { FlowEdge, FlowNode } from './flow-types';
import type { Place } from './layout';
import { pickedAfter } from './picked-after';
import { showRefusal } from './refusal';
import { cardSize } from './sizes';

type Instance = ReactFlowInstance<FlowNode, FlowEdge>;
type Props = ReactFlowProps<FlowNode, FlowEdge>;

/** What a person does with the mouse on the canvas of an editor, as changes to its store. */
export function useCanvasHandlers(store: EditorStore) {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  return useMemo(
    () => ({ ...choosing(store), ...dragging(store, flow), ...connecting(store, flow), ...dropping(store, flow) }),
    [store, flow],
  );
}

const portOf = (nodeId: string, port: string | null | undefined): PortRef => ({ nodeId, port: port ?? 'next' });

const pointOf = (event: MouseEvent | TouchEvent | React.MouseEvent): { clientX: number; clientY: number } | undefined =>
  'changedTouches' in event ? event.changedTouches[0] : event;

const rounded = ({ x, y }: Place): Place => ({ x: Math.round(x), y: Math.round(y) });

function choosing(store: EditorStore) {
  const { pick, setMenu } = store.getState();
  const openMenu = (event: MouseEvent | React.MouseEvent) => {
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY });
  };
  return {
    onNodesChange: (changes: NodeChange<FlowNode>[]) => {
      const next = pickedAfter(changes, store.getState().picked);
      if (next) pick(next);
      if (!followResize(store, changes)) followMoves(store, changes);
    },
    // A plain click on one of several picked cards leaves only that one.
    onNodeClick: (event: React.MouseEvent, node: FlowNode) => {
      if (node.type !== 'open' && !event.metaKey && !event.ctrlKey && !event.shiftKey) pick([node.id]);
    },
    onPaneClick: () => pick([]),
    onNodeContextMenu: (event: React.MouseEvent, node: FlowNode) => {
      if (node.type === 'open') return;
      if (!store.getState().picked.includes(node.id)) pick([node.id]);
      openMenu(event);
    },
    onSelectionContextMenu: openMenu,
    onPaneContextMenu: (event: MouseEvent | React.MouseEvent) => {
      pick([]);
      openMenu(event);
    },
  };
}

/** A card follows the mouse until it is dropped; arrow keys move it immediately. */
function followMoves(store: EditorStore, changes: readonly NodeChange<FlowNode>[]): void {
  const { moving, move, applyAll } = store.getState();
  const moved = changes.flatMap((change) =>
    change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
  );
  const held = moved.filter(({ id, dragging }) => dragging || id in moving);
  if (held.length > 0) move(Object.fromEntries(held.map(({ id, position }) => [id, position])));
  const stepped = moved.filter((change) => !held.includes(change));
  if (stepped.length > 0) applyAll(stepped.map(({ id, position }) => movedTo(store.getState().graph, id, position)));
}

/** A change that puts a card or a note somewhere. */
function movedTo(graph: Graph, id: string, position: Place): Operation {
  const place = rounded(position);
  return notesOf(graph).some((note) => note.id === id)
    ? { type: 'updateNote', noteId: id, change: place }
    : { type: 'moveNode', nodeId: id, position: place };
}

/** A note follows the mouse that resizes it; the graph changes when the mouse lets go. Returns whether the changes are about that. */
function followResize(store: EditorStore, changes: readonly NodeChange<FlowNode>[]): boolean {
  const change = changes.find((each) => each.type === 'dimensions' && each.resizing !== undefined);
  if (change?.type !== 'dimensions') return false;
  const { graph, moving, move, apply, drop } = store.getState();
  const note = notesOf(graph).find(({ id }) => id === change.id);
  if (!note) return true;
  const moved = changes.find((each) => each.type === 'position' && each.id === note.id);
  const held = {
    ...{ x: note.x, y: note.y },
    ...moving[note.id],
    ...(moved?.type === 'position' && moved.position),
    ...change.dimensions,
  };
  if (change.resizing) move({ [note.id]: held });
  else {
    const { width = note.width, height = note.height } = held;
    const change = { ...rounded(held), width: Math.round(width), height: Math.round(height) };
    apply({ type: 'updateNote', noteId: note.id, change });
    drop();
  }
  return true;
}

/** How near a connection a step must be dropped to be inserted there, in pixels of the screen. */
const reach = {
  /** From the palette: somebody who adds a step wants it connected. */
  added: 90,
  /** An unconnected card that is moved. */
  loose: 48,
  /** A connected card that is moved: most likely only for its position. */
  connected: 22,
} as const;

/** The connection at which a drop at a point of the screen would insert a step. */
function aimFrom(flow: Instance, { clientX, clientY }: { clientX: number; clientY: number }, pixels: number, except?: string) {
  const point = flow.screenToFlowPosition({ x: clientX, y: clientY });
  return aimAt(point, { nodes: flow.getNodes(), edges: flow.getEdges() }, pixels / flow.getZoom(), except);
}

function dragging(store: EditorStore, flow: Instance): Pick<Props, 'onNodeDrag' | 'onNodeDragStop' | 'onSelectionDragStop'> {
  const keep = (moved: readonly FlowNode[]) =>
    store.getState().applyAll(moved.map(({ id, position }) => movedTo(store.getState().graph, id, position)));
  return {
    onNodeDrag: (event, { id }, moved) => {
      const { graph, setAim } = store.getState();
      const at = pointOf(event);
      const step = findNode(graph, id);
      const movable = moved.length === 1 && step !== undefined && step.kind !== 'trigger';
      setAim(at && movable ? aimFrom(flow, at, isLoose(graph, id) ? reach.loose : reach.connected, id) : null);
    },
    onNodeDragStop: (_event, { id }, moved) => {
      const { aim, apply, drop } = store.getState();
      if (!aim || apply({ type: 'insertNode', nodeId: id, after: aim }) !== null) keep(moved);
      drop();
    },
    onSelectionDragStop: (_event, moved) => {
      keep(moved);
      store.getState().drop();
    },
  };
}

function connecting(store: EditorStore, flow: Instance) {
  let reconnecting = false;
  const { apply, setDrawn, setAdding } = store.getState();
  const connect = (from: PortRef, target: string) => showRefusal(apply({ type: 'connect', from, target }));
  return {
    onConnectStart: (_event, { nodeId, handleId }) => nodeId && setDrawn(portOf(nodeId, handleId)),
    onConnect: ({ source, sourceHandle, target }) => connect(portOf(source, sourceHandle), target),
    onConnectEnd: (event, { fromHandle, isValid }) => {
      setDrawn(null);
      if (!fromHandle || isValid || reconnecting) return;
      const from = portOf(fromHandle.nodeId, fromHandle.id);
      const card = cardBelow(flow, event);
      // Dropped on a card that it cannot connect to; the refusal says why.
      if (card === null) setAdding(from);
      else if (card !== from.nodeId) connect(from, card);
    },
    isValidConnection: ({ source, sourceHandle, target }) =>
      refuseConnection(store.getState().graph, portOf(source, sourceHandle ?? null), target) === null,
    onReconnectStart: () => {
      reconnecting = true;
    },
    onReconnect: (_edge, { source, sourceHandle, target }) => connect(portOf(source, sourceHandle), target),
    onReconnectEnd: (event, edge, _handle, { isValid }) => {
      reconnecting = false;
      setDrawn(null);
      if (isValid) return;
      const from = portOf(edge.source, edge.sourceHandle);
      const card = cardBelow(flow, event);
      if (card === null) showRefusal(apply({ type: 'disconnect', from }));
      else if (card !== edge.target) connect(from, card);
    },
  } satisfies Partial<Props>;
}

function dropping(store: EditorStore, flow: Instance): Pick<Props, 'onDragOver' | 'onDragLeave' | 'onDrop'> {
  return {
    onDragOver: (event) => {
      event.preventDefault();
      const { dragging: kind, setAim } = store.getState();
      if (kind) setAim(aimFrom(flow, event, reach.added));
    },
    onDragLeave: () => store.getState().setAim(null),
    onDrop: (event) => {
      event.preventDefault();
      const { dragging: kind, setDragging } = store.getState();
      const aim = kind && aimFrom(flow, event, reach.added);
      setDragging(null);
      if (!kind) return;
      if (aim) return showRefusal(addStep(store, kind, aim));
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      // The middle of the card is where the mouse was, unless another card is there.
      const place = freePlace({ x: x - cardSize.width / 2, y: y - cardSize.height / 2 }, flow.getNodes());
      showRefusal(addNode(store, { ...newStep(kind), position: rounded(place) }));
    },
  };
}

/** The card below the mouse. */
function cardBelow(flow: Instance, event: MouseEvent | TouchEvent): string | null {
  const at = pointOf(event);
  if (!at) return null;
  const point = flow.screenToFlowPosition({ x: at.clientX, y: at.clientY });
  const below = flow.getIntersectingNodes({ ...point, width: 1, height: 1 });
  return below.findLast(({ type }) => type === 'step')?.id ?? null;
}

/** Whether nothing is connected to a card. */
const isLoose = (graph: Graph, nodeId: string): boolean =>
  graph.edges.every(({ source, target }) => source !== nodeId && target !== nodeId);
