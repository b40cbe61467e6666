import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MembershipSyncResult } from '@perennial/activities';
import { attentionKind, needsAttention, taskQueues, wakeSignal } from '@perennial/contracts';
import { ApplicationFailure } from '@temporalio/common';
import {
  detailsOf,
  endOfCancelled,
  eventually,
  openTimeSkipping,
  type TimeSkipping,
  waitKindOf,
} from '../spec-support/time-skipping.js';

const hour = 3_600_000;
const day = 24 * hour;
const schoolId = 'school';

/** What the sync of each membership does, by its ID, and when it was called, in the server's time. */
const syncs = new Map<string, (call: number) => Promise<MembershipSyncResult>>();
const times = new Map<string, number[]>();
const callsOf = (membershipId: string) => times.get(membershipId) ?? [];

let skipping: TimeSkipping;
const now = () => skipping.env.currentTimeMs();

beforeAll(async () => {
  skipping = await openTimeSkipping({
    [taskQueues.lifecycle]: {
      syncMembership: async ({ membershipId }: { membershipId: string }) => {
        times.set(membershipId, [...callsOf(membershipId), await now()]);
        return syncs.get(membershipId)?.(callsOf(membershipId).length);
      },
    },
  });
}, 60_000);
afterAll(() => skipping.close(), 60_000);

const ended: MembershipSyncResult = { state: 'ended', next: null, done: true };
const trial = (milliseconds: number): MembershipSyncResult => ({
  state: 'trialing',
  next: { at: new Date(milliseconds).toISOString(), reason: 'trial_ends' },
  done: false,
});
const refuse = () => {
  throw ApplicationFailure.nonRetryable('refused', 'stripe_refused');
};
function start(membershipId: string, sync: (call: number) => Promise<MembershipSyncResult>) {
  syncs.set(membershipId, sync);
  return skipping.start('membership', membershipId, { schoolId, membershipId, contactId: 'contact', clockId: null });
}

describe('an entity workflow', () => {
  it('does its work on a date that is weeks ahead, and ends with its entity', async () => {
    const begun = await now();
    const handle = await start('timer', async (call) => (call === 1 ? trial(begun + 27 * day) : ended));
    await handle.result();
    const [, second = 0, ...others] = callsOf('timer');
    expect(others).toEqual([]);
    expect(second - begun).toBeGreaterThanOrEqual(27 * day);
    expect(second - begun).toBeLessThan(27 * day + hour);
  });

  it('repeats its work immediately when a signal arrives during it', async () => {
    const begun = await now();
    let release = () => {};
    const handle = await start('signal', async (call) => {
      if (call > 1) return ended;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return trial(begun + 27 * day);
    });
    await eventually(
      () => callsOf('signal').length,
      (calls) => calls === 1,
    );
    await handle.signal(wakeSignal);
    release();
    await eventually(
      () => callsOf('signal').length,
      (calls) => calls === 2,
    );
    await handle.result();
    const [first = 0, second = 0] = callsOf('signal');
    expect(second - first).toBeLessThan(hour);
  });

  it('shows an activity that fails permanently, and retries it after an hour', async () => {
    const begun = await now();
    const handle = await start('failing', async (call) => {
      if (call === 1) refuse();
      return call === 2 ? trial(begun + 27 * day) : ended;
    });
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === attentionKind('stripe_refused'),
    );
    expect(await detailsOf(handle)).toMatch(
      /^\*\*Needs attention\*\* stripe_refused: Stripe refused the request\.\n\n\*\*Retries\*\* \d/,
    );
    await skipping.env.sleep(hour + 60_000);
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === 'trial_ends',
    );
    const [first = 0, second = 0] = callsOf('failing');
    expect(second - first).toBeGreaterThanOrEqual(hour);
    await handle.result();
  });

  it('retries a failed activity at once when it is signalled', async () => {
    const handle = await start('nudged', async (call) => (call === 1 ? refuse() : ended) as MembershipSyncResult);
    await eventually(
      () => waitKindOf(handle),
      (kind) => String(kind).startsWith(needsAttention),
    );
    await handle.signal(wakeSignal);
    await eventually(
      () => callsOf('nudged').length,
      (calls) => calls === 2,
    );
    await handle.result();
    const [first = 0, second = 0] = callsOf('nudged');
    expect(second - first).toBeLessThan(hour);
  });

  it('shows a failure also when a signal arrived meanwhile', async () => {
    let release = () => {};
    const handle = await start('both', async (call) => {
      if (call === 1) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        refuse();
      }
      return ended;
    });
    await eventually(
      () => callsOf('both').length,
      (calls) => calls === 1,
    );
    await handle.signal(wakeSignal);
    release();
    await handle.result();
    const { events } = await handle.fetchHistory();
    expect(JSON.stringify(events?.map((event) => event.upsertWorkflowSearchAttributesEventAttributes))).toContain('WaitKind');
    expect(callsOf('both')).toHaveLength(2);
  });

  it('continues as new with what it waits for, and does no work before that is due', async () => {
    const begun = await now();
    const handle = await start('long', async (call) =>
      call < 8 ? trial(begun + 2 * hour) : call === 8 ? trial(begun + 90 * day) : ended,
    );
    const first = (await handle.describe()).runId;
    for (let calls = 1; calls < 8; calls++) {
      await eventually(
        () => callsOf('long').length,
        (made) => made >= calls,
      );
      await eventually(
        () => waitKindOf(handle),
        (kind) => kind === 'trial_ends',
      );
      await handle.signal(wakeSignal);
    }
    const latest = skipping.env.client.workflow.getHandle(handle.workflowId);
    await eventually(
      async () => (await latest.describe()).runId,
      (runId) => runId !== first,
    );
    const details = await eventually(
      () => detailsOf(latest),
      (text) => text.includes('Waits for'),
    );
    expect(details).toContain('**State** trialing');
    expect(callsOf('long')).toHaveLength(8);
    await handle.result();
    const [ninth = 0] = callsOf('long').slice(8);
    expect(ninth - begun).toBeGreaterThanOrEqual(90 * day);
  });

  it('is cancelled from Temporal without its entity: nothing is written', async () => {
    const begun = await now();
    const handle = await start('cancelled', async () => trial(begun + 27 * day));
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === 'trial_ends',
    );
    await handle.cancel();
    await endOfCancelled(handle);
    expect(callsOf('cancelled')).toHaveLength(1);
  });
});
