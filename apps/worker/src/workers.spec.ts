import { describe, expect, it } from '@jest/globals';
import { taskQueues } from '@perennial/contracts';
import { slots } from './workers.js';

describe('the slots of a worker', () => {
  it.each([2, 10, 200])('of a pool of %d: more local activities than a slow host can hold', (DATABASE_POOL_SIZE) => {
    const { maxConcurrentLocalActivityExecutions: local } = slots({ DATABASE_POOL_SIZE }, taskQueues.automation);
    expect(local).toBe(DATABASE_POOL_SIZE / 2 + 32);
  });

  it('grow with the pool', () => {
    expect(slots({ DATABASE_POOL_SIZE: 10 }, taskQueues.lifecycle)).toEqual({ maxConcurrentActivityTaskExecutions: 40 });
    expect(slots({ DATABASE_POOL_SIZE: 20 }, taskQueues.lifecycle)).toEqual({ maxConcurrentActivityTaskExecutions: 80 });
    expect(slots({ DATABASE_POOL_SIZE: 20 }, taskQueues.calls)).toEqual({ maxConcurrentActivityTaskExecutions: 200 });
    expect(slots({ DATABASE_POOL_SIZE: 20 }, taskQueues.effects)).toEqual({ maxConcurrentActivityTaskExecutions: 200 });
  });
});
