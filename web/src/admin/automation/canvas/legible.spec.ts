import { expect, it } from '@jest/globals';
import { isLegible } from './legible';

it('labels and tools on connections are drawn from half size on', () => {
  const at = (zoom: number) => isLegible({ transform: [0, 0, zoom] });
  expect([at(0.2), at(0.49), at(0.5), at(1)]).toEqual([false, false, true, true]);
});
