import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import type { PortRef } from '@perennial/domain/automation';
import {
  applyNodeChanges,
  Background,
  Controls,
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import classes from './Canvas.module.css';
import { FocusStep } from './FocusStep';
import type { Flow, FlowEdge, FlowNode } from './flow';
import { LinkEdge } from './LinkEdge';
import { OpenEnd } from './OpenEnd';
import { StepCard } from './StepCard';
import { startingView } from './starting-view';

// At module level: new objects would make the canvas mount every card again.
const nodeTypes: NodeTypes = { step: StepCard, open: OpenEnd };
const edgeTypes: EdgeTypes = { link: LinkEdge };

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A card and where it is now. */
export interface Moved {
  readonly id: string;
  readonly position: Place;
}

/** Changes a person makes on the canvas itself. */
export interface Wiring {
  /** A card is taken up. */
  readonly onTake: (id: string) => void;
  /** Cards were moved; `onto` is the connection that a single card was dropped on, if any. */
  readonly onMove: (moved: readonly Moved[], onto: PortRef | null) => void;
  readonly onConnect: (from: PortRef, target: string) => void;
  readonly onDisconnect: (from: PortRef) => void;
  /** A connection begins to be drawn, or has been. */
  readonly onDraw: (from: PortRef | null) => void;
  /** A connection was let go over nothing. */
  readonly onOpenEnd: (from: PortRef) => void;
  readonly mayConnect: (from: PortRef, target: string) => boolean;
  /** A step of the palette was let go over nothing. */
  readonly onDropAt: (position: Place) => void;
}

interface FlowCanvasProps {
  readonly flow: Flow;
  readonly picked: readonly string[];
  readonly onPick: (ids: readonly string[]) => void;
  /** What can be done with the mouse; a canvas without it only shows. */
  readonly wiring?: Wiring;
  readonly children?: React.ReactNode;
}

/** The drawing itself; what can be done with it is up to who shows it. */
export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

const portOf = (nodeId: string, port: string | null | undefined): PortRef => ({ nodeId, port: port ?? 'next' });

const pointOf = (event: MouseEvent | TouchEvent | React.MouseEvent): { clientX: number; clientY: number } | undefined =>
  'changedTouches' in event ? event.changedTouches[0] : event;

/** The card below the mouse. */
function cardBelow(event: MouseEvent | TouchEvent): string | null {
  const at = pointOf(event);
  const below = at ? document.elementsFromPoint(at.clientX, at.clientY) : [];
  return below.find((element) => element.matches('.react-flow__node-step'))?.getAttribute('data-id') ?? null;
}

/** The connection below a point of the screen; the card that is held covers it. */
function linkBelow(x: number, y: number): PortRef | null {
  const zone = document.elementsFromPoint(x, y).find((element) => element instanceof SVGElement && element.dataset.node);
  return zone instanceof SVGElement ? portOf(zone.dataset.node ?? '', zone.dataset.port) : null;
}

const movedTo = ({ id, position }: FlowNode): Moved => ({
  id,
  position: { x: Math.round(position.x), y: Math.round(position.y) },
});

/** Which cards are picked after a change that React Flow reports. */
function pickedAfter(changes: readonly NodeChange<FlowNode>[], picked: readonly string[]): readonly string[] | null {
  const selections = changes.filter((change) => change.type === 'select');
  if (selections.length === 0) return null;
  const next = new Set(picked);
  for (const { id, selected } of selections) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return [...next];
}

function Drawing({ flow, picked, onPick, wiring, children }: FlowCanvasProps) {
  const { screenToFlowPosition } = useReactFlow();
  const relinked = useRef(false);
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLDivElement>(null);
  const [nodes, setNodes] = useState<FlowNode[]>(flow.nodes);
  // React Flow may report twice before the next render.
  const latest = useRef(picked);
  useEffect(() => {
    latest.current = picked;
    const chosen = new Set(picked);
    setNodes(flow.nodes.map((node) => ({ ...node, selected: chosen.has(node.id) }) as FlowNode));
  }, [flow.nodes, picked]);
  return (
    <ReactFlow<FlowNode, FlowEdge>
      ref={frame}
      className={classes.canvas ?? ''}
      colorMode={scheme}
      nodes={nodes}
      edges={flow.edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={(changes: NodeChange<FlowNode>[]) => {
        setNodes((now) =>
          applyNodeChanges(
            changes.filter((change) => change.type !== 'remove' && change.type !== 'select'),
            now,
          ),
        );
        const next = pickedAfter(changes, latest.current);
        if (!next) return;
        latest.current = next;
        onPick(next);
      }}
      // A plain click on one of several picked cards leaves that one.
      onNodeClick={(event, node) => {
        if (node.type === 'step' && !event.metaKey && !event.ctrlKey && !event.shiftKey) onPick([node.id]);
      }}
      onPaneClick={() => onPick([])}
      multiSelectionKeyCode={['Meta', 'Control']}
      selectionMode={SelectionMode.Partial}
      nodesDraggable={wiring !== undefined}
      nodesConnectable={wiring !== undefined}
      edgesReconnectable={wiring !== undefined}
      {...(wiring && {
        onNodeDragStart: (_event, { id }) => wiring.onTake(id),
        onNodeDragStop: (event, _node, moved) => {
          const at = pointOf(event);
          const onto = at && moved.length === 1 ? linkBelow(at.clientX, at.clientY) : null;
          wiring.onMove(moved.map(movedTo), onto);
        },
        onSelectionDragStop: (_event, moved) => wiring.onMove(moved.map(movedTo), null),
        onConnectStart: (_event, { nodeId, handleId }) => nodeId && wiring.onDraw(portOf(nodeId, handleId)),
        onConnect: ({ source, sourceHandle, target }) => wiring.onConnect(portOf(source, sourceHandle), target),
        onConnectEnd: (event, { fromHandle, isValid }) => {
          wiring.onDraw(null);
          if (!fromHandle || isValid || relinked.current) return;
          const from = portOf(fromHandle.nodeId, fromHandle.id);
          const card = cardBelow(event);
          // Let go on a card that it may not lead to: the refusal says why.
          if (card === null) wiring.onOpenEnd(from);
          else if (card !== from.nodeId) wiring.onConnect(from, card);
        },
        isValidConnection: ({ source, sourceHandle, target }) => wiring.mayConnect(portOf(source, sourceHandle ?? null), target),
        onReconnectStart: () => {
          relinked.current = true;
        },
        onReconnect: (_edge, { source, sourceHandle, target }) => wiring.onConnect(portOf(source, sourceHandle), target),
        onReconnectEnd: (event, edge, _handle, { isValid }) => {
          relinked.current = false;
          wiring.onDraw(null);
          if (isValid) return;
          const from = portOf(edge.source, edge.sourceHandle);
          const card = cardBelow(event);
          if (card === null) wiring.onDisconnect(from);
          else if (card !== edge.target) wiring.onConnect(from, card);
        },
        onDragOver: (event) => event.preventDefault(),
        onDrop: (event) => {
          event.preventDefault();
          wiring.onDropAt(screenToFlowPosition({ x: event.clientX, y: event.clientY }));
        },
      })}
      connectionRadius={28}
      deleteKeyCode={null}
      selectNodesOnDrag={false}
      nodeDragThreshold={4}
      minZoom={0.2}
      maxZoom={1.4}
      onInit={(instance) =>
        void instance.setViewport(startingView(instance.getNodesBounds(flow.nodes), frame.current?.getBoundingClientRect()))
      }
      proOptions={{ hideAttribution: true }}
      ariaLabelConfig={{ 'node.a11yDescription.default': 'Press Enter to open the settings of this step.' }}
      onKeyDown={(event) => {
        const id =
          event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.react-flow__node')?.dataset.id : undefined;
        if (event.key === 'Enter' && id && !id.startsWith('open:')) onPick([id]);
      }}
    >
      <Background gap={20} size={1.2} color="var(--p-line-strong)" />
      <Controls showInteractive={false} position="bottom-left" />
      <FocusStep id={picked.length === 1 ? (picked[0] ?? null) : null} />
      {children}
    </ReactFlow>
  );
}
