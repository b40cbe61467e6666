import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { start, taskQueues, type WorkflowCall, type WorkflowName, waitingForQuery, workflows } from '@perennial/contracts';
import { createLogger } from '@perennial/logging';
import { WorkflowCaller } from '@perennial/relay';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { openTemporal, type TestTemporal } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const schoolId = randomUUID();
const contactId = randomUUID();
/** Whether the activities fail permanently, and how often they were called. */
let failing = true;
const calls = new Map<string, number>();

let temporal: TestTemporal;
let client: Client;
let caller: WorkflowCaller;

beforeAll(async () => {
  const over =
    <T>(name: string, result: T) =>
    async () => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      if (failing) throw ApplicationFailure.nonRetryable('refused', 'stripe_refused');
      return result;
    };
  const activities = {
    [taskQueues.lifecycle]: {
      syncMembership: over('membership', { state: 'ended', next: null, done: true }),
      sweepStripeEvents: over('reconcile', { nextInSeconds: null, found: 0 }),
      compareSubscriptions: over('compare', 0),
      syncEnrolment: over('enrolment', { next: null, done: true }),
      watchGrant: over('grant', { next: null }),
    },
  };
  temporal = await openTemporal(`outlive-${schoolId}`, activities, createLogger('silent', 'spec'));
  client = temporal.client;
  caller = new WorkflowCaller(client, 'https://admin.example.com');
}, 120_000);
afterAll(() => temporal.close(), 30_000);

const key = randomUUID();
const clockId = randomUUID();
const watches: readonly [WorkflowName, string, WorkflowCall][] = [
  ['membership', key, start('membership', { schoolId, membershipId: key, contactId, clockId: null })],
  ['reconcile', schoolId, start('reconcile', { schoolId })],
  ['enrolment', key, start('enrolment', { schoolId, enrolmentId: key, contactId, courseId: randomUUID(), clockId })],
  ['grant', key, start('grant', { schoolId, entitlementId: key, contactId, clockId })],
];

describe.each(watches)('a %s workflow', (name, id, call) => {
  it('survives an activity that fails permanently, waits, and continues when it is signalled', async () => {
    failing = true;
    await caller.make(call);
    const handle = client.workflow.getHandle(workflows[name].id(id));
    const waits = async () => String(await handle.query<string>(waitingForQuery));
    await until(async () => (await waits()).startsWith('Retry after a failure'));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    // On a test clock, too, the pause is a wall-clock timer.
    const { events = [] } = await handle.fetchHistory();
    expect((events ?? []).some((event) => event.timerStartedEventAttributes)).toBe(true);

    const before = calls.get(name) ?? 0;
    failing = false;
    await caller.make(call);
    await handle.result();
    expect(calls.get(name)).toBeGreaterThan(before);
  }, 60_000);
});
