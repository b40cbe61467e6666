import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdvanceInput, AdvanceResult } from '@perennial/activities';
import { type ExternalEffectInput, start, taskQueues, workflows } from '@perennial/contracts';
import { createLogger } from '@perennial/logging';
import { WorkflowCaller } from '@perennial/relay';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { advanceManyWith } from '../../support/advance-many.js';
import { openTemporal, type TestTemporal } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const schoolId = randomUUID();
const contactId = randomUUID();
const automationId = randomUUID();

/** First steps of a run: what its name begins with. */
type First = 'wait' | 'email' | 'call' | 'over' | 'broken';
const firsts = new Map<string, First>();
const advances: AdvanceInput[] = [];
const done = new Set<string>();
let outstanding = 0;
let mostOutstanding = 0;
let broken = true;
let mailServer: 'takes' | 'refuses' = 'takes';

const labels = (revision: number) => ({ automationId, version: 1, contactId, clockId: null, revision });
async function advance(input: AdvanceInput): Promise<AdvanceResult> {
  advances.push(input);
  mostOutstanding = Math.max(mostOutstanding, ++outstanding);
  await new Promise((resolve) => setTimeout(resolve, 5));
  outstanding -= 1;
  const { runId, expectedRevision } = input;
  const first = firsts.get(runId);
  const revision = expectedRevision + 1;
  if (first === 'broken' && broken) throw new Error('its row cannot be read');
  if (first === 'over' || first === 'broken' || done.has(runId)) return { ...labels(revision), kind: 'finish' };
  if (first === 'wait') {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    return { ...labels(revision), kind: 'wait', nodeId: 'pause', at, reason: 'waitDuration' };
  }
  return { ...labels(revision), kind: 'act', nodeId: 'do', visit: 1, effect: first === 'email' ? 'sendEmail' : 'callUrl' };
}
async function effect({ runId }: ExternalEffectInput): Promise<void> {
  if (firsts.get(runId) === 'email' && mailServer === 'refuses') throw ApplicationFailure.retryable('later', 'mail_unreachable');
  done.add(runId);
}

const advanceMany = advanceManyWith(advance);

let temporal: TestTemporal;
let client: Client;
let caller: WorkflowCaller;

beforeAll(async () => {
  const activities = {
    [taskQueues.automation]: { advance, advanceMany },
    [taskQueues.effects]: { sendEmail: effect },
    [taskQueues.calls]: { callUrl: effect },
  };
  temporal = await openTemporal(`dispatch-${schoolId}`, activities, createLogger('silent', 'spec'));
  client = temporal.client;
  caller = new WorkflowCaller(client, 'https://admin.example.com');
}, 120_000);
// Every execution is replayed before the server is left.
afterAll(() => temporal.close(), 240_000);

/** Starts a dispatch of runs with these first steps. */
async function dispatch(...steps: First[]) {
  const eventId = randomUUID();
  const runIds = steps.map((step) => {
    const runId = randomUUID();
    firsts.set(runId, step);
    return runId;
  });
  await caller.make(start('dispatch', { schoolId, eventId, runIds, contactId }));
  return { runIds, handle: client.workflow.getHandle(workflows.dispatch.id(eventId)) };
}
const run = (runId: string) => client.workflow.getHandle(workflows.automationRun.id(runId));
const statusOf = async (runId: string) =>
  (
    await run(runId)
      .describe()
      .catch(() => null)
  )?.status.name;
const mixed = (count: number): First[] =>
  Array.from({ length: count }, (_, i) => (['wait', 'email', 'call', 'over', 'email'] as const)[i % 5] ?? 'over');

describe('a dispatch', () => {
  it.each([2, 5, 50])(
    'advances %i runs of mixed first steps in the order of the event, and hands those that are not over on',
    async (count) => {
      mostOutstanding = 0;
      const before = advances.length;
      const { runIds, handle } = await dispatch(...mixed(count));
      await handle.result();
      const first = advances.slice(before).filter(({ expectedRevision }) => expectedRevision === 0);
      expect([...new Set(first.map(({ runId }) => runId))]).toEqual(runIds);
      for (const [i, runId] of runIds.entries()) {
        const step = firsts.get(runId);
        if (step === 'over') expect(await statusOf(runId)).toBeUndefined();
        else
          await until(
            async () => (await statusOf(runId)) === (step === 'wait' ? 'RUNNING' : 'COMPLETED'),
            () => [i, step],
          );
      }
    },
  );

  it('hands a run to its own workflow at its first effect, so that an unavailable mail server does not delay others', async () => {
    mailServer = 'refuses';
    const { runIds, handle } = await dispatch('email', 'wait', 'call', 'over');
    await handle.result();
    const [mail = '', wait = '', call = ''] = runIds;
    await until(async () => (await statusOf(call)) === 'COMPLETED');
    expect(await statusOf(wait)).toBe('RUNNING');
    expect(await statusOf(mail)).toBe('RUNNING');
    mailServer = 'takes';
    await until(async () => (await statusOf(mail)) === 'COMPLETED');
  });

  it('retries a run that cannot be advanced after the others', async () => {
    broken = true;
    const { runIds, handle } = await dispatch('broken', 'call', 'wait');
    const [, call = '', wait = ''] = runIds;
    await until(async () => (await statusOf(call)) === 'COMPLETED');
    expect(await statusOf(wait)).toBe('RUNNING');
    expect((await handle.describe()).status.name).toBe('RUNNING');
    broken = false;
    await handle.result();
  });

  it('stays below 2,000 events in each execution, however many runs the event entered', async () => {
    const { handle } = await dispatch(...Array.from({ length: 600 }, (): First => 'wait'));
    await handle.result();
    const lengths: number[] = [];
    for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` })) {
      const { events } = await client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
      lengths.push(events?.length ?? 0);
    }
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThan(2_000);
  }, 240_000);
});
