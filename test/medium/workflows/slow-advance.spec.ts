import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdvanceInput, AdvanceResult } from '@perennial/activities';
import { taskQueues, wakeSignal, workflows } from '@perennial/contracts';
import { createLogger } from '@perennial/logging';
import { advanceManyWith } from '../../support/advance-many.js';
import { openTemporal, type TestTemporal } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const schoolId = randomUUID();
let temporal: TestTemporal;
let outage = false;
let lasts = 0;
const revisions: number[] = [];

async function advance({ expectedRevision }: AdvanceInput): Promise<AdvanceResult> {
  revisions.push(expectedRevision);
  await new Promise((resolve) => setTimeout(resolve, lasts));
  if (outage) throw new Error('the database is away');
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const labels = { automationId: schoolId, version: 1, contactId: null, clockId: null, revision: expectedRevision + 1 };
  return { ...labels, kind: 'wait', nodeId: 'pause', at, reason: 'waitDuration' };
}

beforeAll(async () => {
  const activities = { [taskQueues.automation]: { advance, advanceMany: advanceManyWith(advance) } };
  temporal = await openTemporal(`slow-${schoolId}`, activities, createLogger('silent', 'spec'));
}, 120_000);
afterAll(() => temporal.close(), 60_000);

describe('a run whose database is away for longer than a workflow task lasts', () => {
  it('takes in signals that come meanwhile, and replays from each of its tasks afterwards', async () => {
    const runId = randomUUID();
    const id = workflows.automationRun.id(runId);
    outage = true;
    const input = { schoolId, runId, contactId: null, automationId: schoolId, version: 1, clockId: null };
    const handle = await temporal.client.workflow.start('automationRun', {
      workflowId: id,
      taskQueue: taskQueues.automation,
      args: [input, 0],
    });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await handle.signal(wakeSignal);
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    await handle.signal(wakeSignal);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    outage = false;
    // The pause between attempts has grown to 13 seconds by now.
    for (let tries = 0; tries < 120 && revisions.at(-1) !== 1; tries++) await new Promise((resolve) => setTimeout(resolve, 500));
    expect(revisions.at(-1)).toBe(1);
    await until(
      async () => (await handle.describe()).searchAttributes.WaitKind !== undefined,
      () => revisions,
    );
    await handle.terminate();
  }, 120_000);
});

describe('a dispatch whose database answers after the time of a workflow task', () => {
  it('replays from each of its tasks', async () => {
    const runId = randomUUID();
    lasts = 9_000;
    const handle = await temporal.client.workflow.start('dispatch', {
      workflowId: workflows.dispatch.id(runId),
      taskQueue: taskQueues.automation,
      args: [{ schoolId, eventId: runId, runIds: [runId] }],
    });
    await handle.result();
    lasts = 0;
    await temporal.client.workflow.getHandle(workflows.automationRun.id(runId)).terminate();
  }, 60_000);
});
