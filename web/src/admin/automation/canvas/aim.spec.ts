import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { aimAt, freePlace } from './aim';
import { createFlow } from './flow';

const graph: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'w', kind: 'waitDuration', config: { amount: 2, unit: 'days' } },
  ],
  edges: [{ source: 't', port: 'next', target: 'w' }],
};
const flow = createFlow(true)(graph, () => undefined, {});
const wait = flow.nodes.find(({ id }) => id === 'w')?.position ?? { x: 0, y: 0 };

describe('a drop', () => {
  it('near a connection is for that connection, and one far away is for none', () => {
    const between = { x: 136, y: wait.y - 30 };
    expect(aimAt({ ...between, x: between.x + 30 }, flow, 90)).toEqual({ nodeId: 't', port: 'next' });
    expect(aimAt({ ...between, x: between.x + 30 }, flow, 24)).toBeNull();
    expect(aimAt({ x: 136, y: wait.y + 76 + 30 }, flow, 90)).toEqual({ nodeId: 'w', port: 'next' });
  });

  it('of a card is not for the connections of that card', () => {
    expect(aimAt({ x: 136, y: wait.y - 30 }, flow, 40, 'w')).toBeNull();
  });

  it('beside all connections does not cover a card', () => {
    expect(freePlace({ x: 900, y: 0 }, flow.nodes)).toEqual({ x: 900, y: 0 });
    const { x, y } = freePlace({ x: wait.x + 20, y: wait.y + 10 }, flow.nodes);
    for (const { position, width = 0, height = 0 } of flow.nodes) {
      const covers = x < position.x + width && position.x < x + 272 && y < position.y + height && position.y < y + 76;
      expect(covers).toBe(false);
    }
  });
});
