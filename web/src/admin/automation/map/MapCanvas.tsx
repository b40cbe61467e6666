import '@xyflow/react/dist/base.css';
import { Text, useComputedColorScheme } from '@mantine/core';
import {
  Background,
  Controls,
  Handle,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { StateBadge } from '../StateBadge';
import { drawnMap, type MapNode } from './drawn';
import classes from './MapPage.module.css';
import type { AutomationMap } from './reasons';

// At module level: a new object would make React Flow mount every node again.
const nodeTypes: NodeTypes = { automation: AutomationNode };
const fit = { maxZoom: 1, padding: 0.1 };

/** The map as a read-only drawing. The list below it has the same content. */
export function MapCanvas({ map }: { map: AutomationMap }) {
  const scheme = useComputedColorScheme('light');
  const { nodes, edges } = useMemo(() => drawnMap(map), [map]);
  return (
    <section className={classes.canvas} aria-label="Drawing of the map">
      <ReactFlowProvider>
        <ReactFlow
          colorMode={scheme}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          fitView
          fitViewOptions={fit}
          minZoom={0.1}
          maxZoom={1.4}
          zoomOnScroll={false}
          preventScrolling={false}
        >
          <Background gap={20} size={1.2} color="var(--p-line-strong)" />
          <Controls showInteractive={false} position="bottom-left" fitViewOptions={fit} />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  );
}

function AutomationNode({ data: { id, name, state } }: NodeProps<MapNode>) {
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle} />
      <Link to={`/automations/${id}`} className={`${classes.node} nodrag nopan`}>
        <Text span size="sm" fw={500} lineClamp={1}>
          {name}
        </Text>
        <StateBadge state={state} />
      </Link>
      <Handle type="source" position={Position.Bottom} className={classes.handle} />
    </>
  );
}
