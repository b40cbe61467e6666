import { describe, expect, it } from '@jest/globals';
import { passedIn } from './passed';

const passages = [
  { nodeId: 'if', port: 'yes', day: 1, week: 5, ever: 40 },
  { nodeId: 'if', port: 'no', day: 2, week: 6, ever: 50 },
  { nodeId: 'end', port: '', day: 3, week: 7, ever: 60 },
];

describe('how many people passed', () => {
  it('is counted for each connection, and for each step over its branches', () => {
    const { links, steps } = passedIn(passages, 'week');
    expect([...links]).toEqual([
      ['if:yes', 5],
      ['if:no', 6],
      ['end:', 7],
    ]);
    expect([...steps]).toEqual([
      ['if', 11],
      ['end', 7],
    ]);
  });
});
