import { Background, Controls, Handle, Position, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react';
import { createElement, memo } from 'react';
import { createRoot } from 'react-dom/client';
import '@xyflow/react/dist/style.css';

const Card = memo(({ data }) =>
  createElement(
    'div',
    { className: 'card' },
    createElement(Handle, { type: 'target', position: Position.Top }),
    createElement('strong', null, 'Wait'),
    createElement('div', null, data.label),
    createElement(Handle, { type: 'source', position: Position.Bottom }),
  ),
);
const nodeTypes = { card: Card };

function Page({ drawn }) {
  const [nodes, , onNodesChange] = useNodesState(
    drawn.nodes.map(({ id, position, config }) => ({
      id,
      position,
      type: 'card',
      data: { label: `${config.amount ?? ''} days` },
    })),
  );
  const [edges, , onEdgesChange] = useEdgesState(
    drawn.edges.map(({ source, target }) => ({ id: `${source}-${target}`, source, target })),
  );
  return createElement(
    ReactFlow,
    { nodes, edges, nodeTypes, onNodesChange, onEdgesChange, defaultViewport: { x: 40, y: 120, zoom: 1 }, minZoom: 0.1 },
    createElement(Background),
    createElement(Controls),
  );
}

const drawn = await (await fetch(`/drawing${location.search}`)).json();
createRoot(document.getElementById('root')).render(createElement(Page, { drawn }));
