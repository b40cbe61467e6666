import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  applyNodeChanges,
  Background,
  type Connection,
  Controls,
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
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

interface FlowCanvasProps {
  readonly flow: Flow;
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly onMove?: (id: string, position: { x: number; y: number }) => void;
  readonly onConnect?: (connection: Connection) => void;
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

function Drawing({ flow, selected, onSelect, onMove, onConnect, children }: FlowCanvasProps) {
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
      onNodeDragStop={(_event, node) => onMove?.(node.id, { x: Math.round(node.position.x), y: Math.round(node.position.y) })}
      {...(onConnect && { onConnect })}
      nodesDraggable={onMove !== undefined}
      nodesConnectable={onConnect !== undefined}
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
