import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { start, taskQueues } from '@perennial/contracts';
import { createLogger, currentRequest, onAccountOf } from '@perennial/logging';
import { WorkflowCaller } from '@perennial/relay';
import { ApplicationFailure } from '@temporalio/common';
import { openTemporal, type TestTemporal } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const schoolId = randomUUID();
const contactId = randomUUID();
const seen: [activity: string, requestId: string | null][] = [];
const lines: Record<string, unknown>[] = [];
const log = createLogger(
  'info',
  'spec',
  new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  }),
);
let refused = false;

let temporal: TestTemporal;
let caller: WorkflowCaller;

beforeAll(async () => {
  const note = (activity: string) => seen.push([activity, currentRequest()]);
  const activities = {
    [taskQueues.lifecycle]: {
      syncMembership: async () => {
        note('syncMembership');
        return {
          state: 'active',
          next: { at: new Date(Date.now() + 3_600_000).toISOString(), reason: 'period_ends' },
          done: false,
        };
      },
    },
    [taskQueues.effects]: {
      sendSystemMail: async () => {
        note('sendSystemMail');
        if (!refused) {
          refused = true;
          throw ApplicationFailure.retryable('the server is away', 'mail_refused');
        }
      },
    },
  };
  temporal = await openTemporal(`trail-${schoolId}`, activities, log);
  caller = new WorkflowCaller(temporal.client, 'https://admin.example.com');
}, 120_000);
afterAll(() => temporal.close(), 30_000);

const requestsOf = (activity: string) => seen.filter(([name]) => name === activity).map(([, requestId]) => requestId);

describe('one id from the click to the activity', () => {
  const membershipId = randomUUID();
  const wake = () => caller.make(start('membership', { schoolId, membershipId, contactId, clockId: null }));

  it('an activity works for the request that started its workflow, and then for the one that woke it', async () => {
    await onAccountOf('click-of-the-buyer', wake);
    await until(
      () => requestsOf('syncMembership').length === 1,
      () => seen,
    );
    await onAccountOf('click-that-cancels', wake);
    await until(() => requestsOf('syncMembership').length === 2);
    expect(requestsOf('syncMembership')).toEqual(['click-of-the-buyer', 'click-that-cancels']);
  });

  it('a workflow without a causing request has none', async () => {
    const eventId = randomUUID();
    await caller.make(start('systemMail', { schoolId, eventId, contactId, eventType: 'mail.test_requested' }));
    await until(() => requestsOf('sendSystemMail').length === 2);
    expect(requestsOf('sendSystemMail')).toEqual([null, null]);
  });

  it('each activity leaves a line that names its workflow, its attempt and the request; a failure says why', async () => {
    const of = (activity: string) => lines.filter((line) => line.activityType === activity);
    await until(() => of('sendSystemMail').length === 2 && of('syncMembership').length === 2);
    const workflowId = `membership-${membershipId}`;
    expect(of('syncMembership')).toMatchObject([
      { msg: 'activity done', workflowId, attempt: 1, requestId: 'click-of-the-buyer' },
      { msg: 'activity done', workflowId, attempt: 1, requestId: 'click-that-cancels' },
    ]);
    expect(of('sendSystemMail')).toMatchObject([
      { msg: 'Activity failed', attempt: 1, error: { message: 'the server is away' } },
      { msg: 'activity done', attempt: 2 },
    ]);
    expect(of('sendSystemMail')[0]).not.toHaveProperty('requestId');
  });

  it('Temporal’s own lines are JSON like ours', () => {
    expect(lines.filter((line) => line.msg === 'Worker state changed').length).toBeGreaterThan(0);
  });
});
