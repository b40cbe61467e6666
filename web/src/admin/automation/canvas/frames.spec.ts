import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { createFlow } from './flow';
import { framesOf } from './frames';

const wait = (id: string, x: number, y: number) => ({
  ...{ id, kind: 'waitDuration' as const, config: { amount: 1, unit: 'days' } },
  position: { x, y },
});
const graph: Graph = { ...emptyGraph, nodes: [wait('a', 0, 100), wait('b', 300, 400), wait('c', 9000, 0)] };

describe('the frame of a group', () => {
  it('is around its cards, with room for the name above, and follows a card that is dragged', () => {
    const groups = [{ id: 'g', name: 'Nudges', steps: ['a', 'b'] }];
    const draw = createFlow(true);
    const [frame] = framesOf(groups, draw(graph, () => undefined, {}).nodes);
    // Cards are 272 by 76: from (0, 100) to (572, 476).
    expect(frame).toMatchObject({ x: -18, y: 56, width: 572 + 36, height: 376 + 44 + 18 });
    const dragged = draw(graph, () => undefined, { moving: { b: { x: 400, y: 400 } } });
    expect(framesOf(groups, dragged.nodes)[0]?.width).toBe(672 + 36);
  });

  it('is not drawn around nothing', () => {
    expect(framesOf([{ id: 'g', name: '', steps: ['x', 'y'] }], createFlow(true)(graph, () => undefined, {}).nodes)).toEqual([]);
  });
});
