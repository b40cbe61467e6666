import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
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
import classes from './Canvas.module.css';
import { FocusStep } from './FocusStep';
import type { Flow, FlowEdge, FlowNode } from './flow-types';
import { LinkEdge } from './LinkEdge';
import { OpenEnd } from './OpenEnd';
import { StepCard } from './StepCard';
import { cardSize, openSize } from './sizes';
import { startingView } from './starting-view';

// At module level: new objects would make React Flow mount or render every card again.
const nodeTypes: NodeTypes = { step: StepCard, open: OpenEnd };
const edgeTypes: EdgeTypes = { link: LinkEdge };
const multiSelectionKeys = ['Meta', 'Control'];
const labels = { 'node.a11yDescription.default': 'Press Enter to open the settings of this step.' };
const sizes = {
  '--card-width': `${cardSize.width}px`,
  '--card-height': `${cardSize.height}px`,
  '--open-size': `${openSize.width}px`,
} as CSSProperties;

type Handlers = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  | 'onNodesChange'
  | 'onNodeClick'
  | 'onPaneClick'
  | 'onNodeDragStart'
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
  | 'onDrop'
>;

interface FlowCanvasProps {
  readonly flow: Flow;
  /** The card to keep in view. */
  readonly selected: string | null;
  readonly editable: boolean;
  /** Something that can be dropped on a connection is being dragged. */
  readonly awaiting?: boolean;
  /** What React Flow reports. Must stay the same object: a new handler renders every card again. */
  readonly handlers: Handlers;
  readonly children?: ReactNode;
}

/** The drawing itself, inside a ReactFlowProvider; what can be done with it is up to whoever shows it. */
export function FlowCanvas({ flow, selected, editable, awaiting = false, handlers, children }: FlowCanvasProps) {
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
      multiSelectionKeyCode={multiSelectionKeys}
      selectionMode={SelectionMode.Partial}
      connectionRadius={28}
      deleteKeyCode={null}
      selectNodesOnDrag={false}
      nodeDragThreshold={4}
      minZoom={0.2}
      maxZoom={1.4}
      onInit={onInit}
      ariaLabelConfig={labels}
      {...handlers}
    >
      <Background gap={20} size={1.2} color="var(--p-line-strong)" />
      <Controls showInteractive={false} position="bottom-left" />
      <FocusStep id={selected} />
      {children}
    </ReactFlow>
  );
}
