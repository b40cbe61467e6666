import { describe, expect, it } from '@jest/globals';
import { taskQueues } from '@perennial/contracts';
import { slots } from './workers.js';

describe('the slots of a worker', () => {
  it.each([2, 10, 200])(
    'leave half of a pool of %d to the other queues while every local activity runs',
    (DATABASE_POOL_SIZE) => {
      const { maxConcurrentLocalActivityExecutions: local } = slots({ DATABASE_POOL_SIZE }, taskQueues.automation);
      expect(local).toBe(DATABASE_POOL_SIZE / 2);
    },
  );

  it('grow with the pool', () => {
    expect(slots({ DATABASE_POOL_SIZE: 10 }, taskQueues.lifecycle)).toEqual({ maxConcurrentActivityTaskExecutions: 40 });
    expect(slots({ DATABASE_POOL_SIZE: 20 }, taskQueues.lifecycle)).toEqual({ maxConcurrentActivityTaskExecutions: 80 });
    expect(slots({ DATABASE_POOL_SIZE: 20 }, taskQueues.effects)).toEqual({ maxConcurrentActivityTaskExecutions: 200 });
  });
});
