import { describe, expect, it } from '@jest/globals';
import { stepMoves } from './step-moves.js';

describe('the people of a move', () => {
  it('are those at each named step, whether they need attention or not', () => {
    expect(stepMoves({ from: ['1:wait', '12:mail:2'], to: 'wait' })).toEqual([
      { version: 1, nodeId: 'wait', parked: false, to: 'wait' },
      { version: 1, nodeId: 'wait', parked: true, to: 'wait' },
      { version: 12, nodeId: 'mail:2', parked: false, to: 'wait' },
      { version: 12, nodeId: 'mail:2', parked: true, to: 'wait' },
    ]);
  });

  it('can be only those who need attention, or only the others, and can exit', () => {
    expect(stepMoves({ from: ['1:a'], exit: true, only: 'parked' })).toEqual([
      { version: 1, nodeId: 'a', parked: true, to: null },
    ]);
    expect(stepMoves({ from: ['1:a'], to: 'b', only: 'others' })).toEqual([{ version: 1, nodeId: 'a', parked: false, to: 'b' }]);
  });

  it.each([
    [{ to: 'a' }, 'Say whom to move'],
    [{ from: ['1:a'] }, 'Say where to'],
    [{ from: ['1:a'], to: 'b', exit: true }, 'Say where to'],
    [{ from: ['wait'], to: 'b' }, 'It is wait.'],
    [{ from: [':wait'], to: 'b' }, 'It is :wait.'],
  ])('must be named, and where they go', (options, message) => {
    expect(() => stepMoves(options)).toThrow(message);
  });
});
