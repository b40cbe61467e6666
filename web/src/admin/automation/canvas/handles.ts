import { type NodeHandle, Position } from '@xyflow/react';
import type { StepData } from './flow-types';
import { cardHeight } from './rules';
import { cardSize, handleSize, openSize } from './sizes';

const handle = (type: NodeHandle['type'], id: string | null, x: number, y: number): NodeHandle => ({
  ...{ type, id, x: x - handleSize / 2, y: y - handleSize / 2, width: handleSize, height: handleSize },
  position: type === 'source' ? Position.Bottom : Position.Top,
});

/** How far along a card's lower edge a port is, from 0 to 1. */
export const portPlace = (index: number, ports: number): number => (index + 1) / (ports + 1);

/** Positions of the handles of a card, so that React Flow does not have to measure them. */
export const cardHandles = ({ family, ports, rules }: Pick<StepData, 'family' | 'ports' | 'rules'>): NodeHandle[] => [
  ...(family === 'when' ? [] : [handle('target', null, cardSize.width / 2, 0)]),
  ...ports.map((port, index) => handle('source', port, cardSize.width * portPlace(index, ports.length), cardHeight(rules))),
];

/** Where the connection to an open port ends. */
export const openHandles: NodeHandle[] = [handle('target', null, openSize.width / 2, 0)];
