import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { MembershipSyncResult } from '@perennial/activities';
import { taskQueues, wakeSignal } from '@perennial/contracts';
import { eventually, openTimeSkipping, type TimeSkipping } from '../spec-support/time-skipping.js';

let calls = 0;
let over = false;
let skipping: TimeSkipping;
beforeAll(async () => {
  const begun = Date.now();
  const syncMembership = async (): Promise<MembershipSyncResult> => {
    calls += 1;
    if (over) return { state: 'ended', next: null, done: true };
    return { state: 'trialing', next: { at: new Date(begun + 7_200_000).toISOString(), reason: 'trial_ends' }, done: false };
  };
  skipping = await openTimeSkipping({ [taskQueues.lifecycle]: { syncMembership } }, { cached: true });
}, 60_000);
afterAll(() => skipping.close(), 60_000);

it('an entity workflow continues as new at 600 events, however many signals arrive', async () => {
  const input = { schoolId: 'school', membershipId: 'busy', contactId: 'contact', clockId: null };
  const { workflowId } = await skipping.start('membership', 'busy', input);
  const latest = skipping.env.client.workflow.getHandle(workflowId);
  const { runId } = await latest.describe();
  for (let bursts = 0; (await latest.describe()).runId === runId; bursts++) {
    if (bursts > 200) throw new Error('still the first execution');
    const before = calls;
    // An execution that ends at that moment takes no signal any more.
    await Promise.all(Array.from({ length: 20 }, () => latest.signal(wakeSignal).catch(() => {})));
    await eventually(async () => calls > before || (await latest.describe()).runId !== runId, Boolean);
  }
  const { events } = await skipping.env.client.workflow.getHandle(workflowId, runId).fetchHistory();
  expect(events?.length).toBeGreaterThan(500);
  // Signals that arrive with the last task are added to its history.
  expect(events?.length).toBeLessThan(1_000);
  over = true;
  await latest.signal(wakeSignal);
  await latest.result();
}, 60_000);
