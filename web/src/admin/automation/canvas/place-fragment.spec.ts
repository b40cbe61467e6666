import { describe, expect, it } from '@jest/globals';
import { placed } from './place-fragment';

const step = (id: string, x?: number, y = 0) => ({
  id,
  kind: 'addTag' as const,
  config: { tag: id },
  ...(x !== undefined && { position: { x, y } }),
});

describe('pasted steps', () => {
  it('are shifted so that the middle of their cards is at the point', () => {
    const { offset } = placed({ nodes: [step('a', 0, 0), step('b', 0, 136)], edges: [] }, { x: 500, y: 400 });
    // Cards are 272 by 76: the middle of both is (136, 106).
    expect(offset).toEqual({ x: 364, y: 294 });
  });

  it('are placed by the layout where no point is given', () => {
    const { fragment, offset } = placed({ nodes: [step('a', 10)], edges: [] }, null);
    expect(offset).toBeUndefined();
    expect(fragment.nodes[0]).toEqual({ id: 'a', kind: 'addTag', config: { tag: 'a' } });
  });
});
