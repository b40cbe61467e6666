import { describe, expect, it } from '@jest/globals';
import { startingView } from './starting-view';

const frame = { width: 1000, height: 800 };

describe('where the canvas begins', () => {
  it('shows a small drawing whole, in the middle and not enlarged', () => {
    expect(startingView({ x: 0, y: 0, width: 400, height: 400 }, frame)).toEqual({ x: 300, y: 200, zoom: 1 });
  });

  it('shows the beginning of a long one at a size that can be read', () => {
    expect(startingView({ x: 0, y: 0, width: 500, height: 5000 }, frame)).toEqual({ x: 300, y: 40, zoom: 0.8 });
  });
});
