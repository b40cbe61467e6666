import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import type { StepGroup } from '@perennial/domain/automation';
import {
  Background,
  Controls,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  type ReactFlowProps,
  SelectionMode,
} from '@xyflow/react';
import { type CSSProperties, type ReactNode, useCallback, useRef } from 'react';
import { BackLines } from './BackLines';
import classes from './Canvas.module.css';
import { FocusStep } from './FocusStep';
import type { Flow, FlowEdge, FlowNode } from './flow-types';
import { GroupFrames } from './GroupFrames';
import { LinkEdge } from './LinkEdge';
import { useMap } from './Map';
import { NoteCard } from './NoteCard';
import { OpenEnd } from './OpenEnd';
import { StepCard } from './StepCard';
import { cardSize, openSize } from './sizes';
import { startingView } from './starting-view';

// At module level: new objects would make React Flow mount or render every card again.
const nodeTypes: NodeTypes = { step: StepCard, open: OpenEnd, note: NoteCard };
const edgeTypes: EdgeTypes = { link: LinkEdge };
const multiSelectionKeys = ['Meta', 'Control'];
const labels = { 'node.a11yDescription.default': 'Press Enter to open the settings of this step.' };
const sizes = {
  '--card-width': `${cardSize.width}px`,
  '--card-height': `${cardSize.height}px`,
  '--open-size': `${openSize.width}px`,
} as CSSProperties;

/** A thousand steps side by side still fit. */
const farthestZoom = 0.01;
/** Of a small graph the cards keep their size. */
const wholeGraph = { minZoom: farthestZoom, maxZoom: 1, padding: 0.06 };

/** With more cards than this, only those in view are drawn. */
const drawnWhole = 60;

type Handlers = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  | 'onNodesChange'
  | 'onNodeClick'
  | 'onPaneClick'
  | 'onNodeContextMenu'
  | 'onSelectionContextMenu'
  | 'onPaneContextMenu'
  | 'onNodeDrag'
  | 'onNodeDragStop'
  | 'onSelectionDragStop'
  | 'onConnectStart'
  | 'onConnect'
  | 'onConnectEnd'
  | 'isValidConnection'
  | 'onReconnectStart'
  | 'onReconnect'
  | 'onReconnectEnd'
  | 'onDragOver'
  | 'onDragLeave'
  | 'onDrop'
>;

interface FlowCanvasProps {
  readonly flow: Flow;
  readonly groups: readonly StepGroup[];
  /** The card to keep in view. */
  readonly selected: string | null;
  readonly editable: boolean;
  /** Something that can be dropped on a connection is being dragged. */
  readonly awaiting?: boolean;
  /** What React Flow reports. Must stay the same object: a new handler renders every card again. */
  readonly handlers: Handlers;
  readonly children?: ReactNode;
  /** Buttons beside those for the zoom. */
  readonly controls?: ReactNode;
  /** Called with the connection under the mouse or with keyboard focus, by the ID in its `data-link`; null for none. */
  readonly onLink?: (link: string | null) => void;
}

/** The canvas, inside a ReactFlowProvider. The caller decides which actions are available. */
export function FlowCanvas(props: FlowCanvasProps) {
  const { flow, groups, selected, editable, awaiting = false, handlers, onLink, children, controls } = props;
  const { button, map } = useMap();
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLDivElement>(null);
  const onInit = useCallback<NonNullable<ReactFlowProps<FlowNode, FlowEdge>['onInit']>>(
    (instance) =>
      void instance.setViewport(
        startingView(instance.getNodesBounds(instance.getNodes()), frame.current?.getBoundingClientRect()),
      ),
    [],
  );
  return (
    <ReactFlow<FlowNode, FlowEdge>
      ref={frame}
      className={classes.canvas ?? ''}
      style={sizes}
      data-awaiting={awaiting || undefined}
      colorMode={scheme}
      nodes={flow.nodes}
      edges={flow.edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      nodesDraggable={editable}
      nodesConnectable={editable}
      edgesReconnectable={editable}
      onlyRenderVisibleElements={flow.nodes.length > drawnWhole}
      multiSelectionKeyCode={multiSelectionKeys}
      selectionMode={SelectionMode.Partial}
      connectionRadius={28}
      deleteKeyCode={null}
      selectNodesOnDrag={false}
      nodeDragThreshold={4}
      minZoom={farthestZoom}
      maxZoom={1.4}
      onInit={onInit}
      ariaLabelConfig={labels}
      {...(onLink && linkHandlers(onLink))}
      {...handlers}
    >
      <Background gap={20} size={1.2} color="var(--p-line-strong)" />
      <Controls showInteractive={false} position="bottom-left" fitViewOptions={wholeGraph}>
        {button}
        {controls}
      </Controls>
      {map}
      <GroupFrames groups={groups} nodes={flow.nodes} />
      <BackLines nodes={flow.nodes} />
      <FocusStep id={selected} />
      {children}
    </ReactFlow>
  );
}

/** The connection that an element belongs to. */
const linkOf = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-link]')?.dataset.link ?? null) : null;

/** One place that follows mouse and focus, instead of handlers on every connection. */
const linkHandlers = (onLink: (link: string | null) => void) => ({
  onPointerOver: ({ target }: { target: EventTarget }) => onLink(linkOf(target)),
  onPointerLeave: () => onLink(null),
  onFocus: ({ target }: { target: EventTarget }) => onLink(linkOf(target)),
});
