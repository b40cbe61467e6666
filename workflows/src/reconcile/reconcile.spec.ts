import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taskQueues } from '@perennial/contracts';
import { openTimeSkipping, type TimeSkipping } from '../../spec-support/time-skipping.js';

const schoolId = 'school';
let sweeps = 0;
let comparisons = 0;

let skipping: TimeSkipping;
beforeAll(async () => {
  const activities = {
    sweepStripeEvents: async () => {
      sweeps += 1;
      return { nextInSeconds: sweeps < 60 ? 300 : null, found: 0 };
    },
    compareSubscriptions: async () => {
      comparisons += 1;
      return 0;
    },
  };
  skipping = await openTimeSkipping({ [taskQueues.lifecycle]: activities }, { cached: true });
}, 60_000);
afterAll(() => skipping.close(), 60_000);

describe('the reconciliation of a school', () => {
  it('keeps its executions short, however often it works, and hands on what it knows', async () => {
    const handle = await skipping.start('reconcile', schoolId, { schoolId });
    const first = (await handle.describe()).runId;
    await handle.result();
    expect(sweeps).toBe(60);
    // 60 polls, five minutes apart, are five hours. The time of the comparison was passed from execution to execution.
    expect(comparisons).toBe(1);
    const { events } = await skipping.env.client.workflow.getHandle(handle.workflowId, first).fetchHistory();
    expect(events?.length).toBeGreaterThan(400);
    expect(events?.length).toBeLessThan(600);
  }, 60_000);
});
