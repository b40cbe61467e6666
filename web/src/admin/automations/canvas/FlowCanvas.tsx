import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import type { PortRef } from '@perennial/domain';
import {
  applyNodeChanges,
  Background,
  Controls,
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
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

/** Changes a person makes on the canvas itself. */
export interface Wiring {
  /** A card is taken up. */
  readonly onTake: (id: string) => void;
  /** A card was put elsewhere; `onto` is the connection it was let go on, if any. */
  readonly onMove: (id: string, position: Place, onto: PortRef | null) => void;
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
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
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

function Drawing({ flow, selected, onSelect, wiring, children }: FlowCanvasProps) {
  const { screenToFlowPosition } = useReactFlow();
  const relinked = useRef(false);
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLDivElement>(null);
  const [nodes, setNodes] = useState<FlowNode[]>(flow.nodes);
  useEffect(() => {
    setNodes(flow.nodes.map((node) => ({ ...node, selected: node.id === selected }) as FlowNode));
  }, [flow.nodes, selected]);
  return (
    <ReactFlow<FlowNode, FlowEdge>
      ref={frame}
      className={classes.canvas ?? ''}
      colorMode={scheme}
      nodes={nodes}
      edges={flow.edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={(changes: NodeChange<FlowNode>[]) =>
        setNodes((now) =>
          applyNodeChanges(
            changes.filter((change) => change.type !== 'remove' && change.type !== 'select'),
            now,
          ),
        )
      }
      onNodeClick={(_event, node) => node.type === 'step' && onSelect(node.id)}
      onPaneClick={() => onSelect(null)}
      nodesDraggable={wiring !== undefined}
      nodesConnectable={wiring !== undefined}
      edgesReconnectable={wiring !== undefined}
      {...(wiring && {
        onNodeDragStart: (_event, { id }) => wiring.onTake(id),
        onNodeDragStop: (event, { id, position }) => {
          const at = pointOf(event);
          const onto = at ? linkBelow(at.clientX, at.clientY) : null;
          wiring.onMove(id, { x: Math.round(position.x), y: Math.round(position.y) }, onto);
        },
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
        if (event.key === 'Enter' && id && !id.startsWith('open:')) onSelect(id);
      }}
    >
      <Background gap={20} size={1.2} color="var(--p-line-strong)" />
      <Controls showInteractive={false} position="bottom-left" />
      <FocusStep id={selected} />
      {children}
    </ReactFlow>
  );
}
