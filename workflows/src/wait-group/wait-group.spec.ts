import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdvanceManyInput, AdvanceResult, WaitGroupState } from '@perennial/activities';
import { attentionKind, taskQueues, wakeSignal, workflows } from '@perennial/contracts';
import { nextCheck, readWaitGroupKey, waitGroupKey } from '@perennial/domain/automation';
import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  detailsOf,
  endOfCancelled,
  eventually,
  openTimeSkipping,
  type TimeSkipping,
  waitKindOf,
} from '../../spec-support/time-skipping.js';

const day = 86_400_000;
const schoolId = 'school';

/** A member as its rows would be: when it is due, its revision, and what a step answers. */
interface Member {
  readonly runId: string;
  due: number;
  revision: number;
  grouped: boolean;
  over: boolean;
  readonly then: (revision: number) => Record<string, unknown>;
}
const groups = new Map<string, Member[]>();
const advanced: string[] = [];
const own: string[] = [];
let failing = new Set<string>();
/** How often an advance fails after its commit, before its result is recorded. */
let lost = 0;
let unreadable = false;
let pageSize = 50;
let skipping: TimeSkipping;
const now = () => skipping.env.currentTimeMs();

const labelsOf = ({ runId, revision }: Member, groupKey: string) => ({
  ...{ runId, revision, version: 1, contactId: 'contact' },
  automationId: readWaitGroupKey(groupKey)?.automationId ?? '',
});
const membersOf = (groupKey: string) => (groups.get(groupKey) ?? []).filter(({ grouped, over }) => grouped && !over);
const all = () => [...groups].flatMap(([key, members]) => members.map((member) => [key, member] as const));

async function readWaitGroup({ groupKey }: { groupKey: string }): Promise<WaitGroupState> {
  if (unreadable) throw ApplicationFailure.nonRetryable('a bug', 'unexpected');
  const at = await now();
  const members = membersOf(groupKey).sort((a, b) => a.due - b.due);
  const due = members.filter((member) => member.due <= at).slice(0, pageSize);
  if (due.length > 0) return { due: due.map((member) => labelsOf(member, groupKey)), steps: [], next: null };
  const begins = readWaitGroupKey(groupKey)?.begins ?? new Date(0);
  const next = nextCheck(begins, members[0] ? new Date(members[0].due) : null, new Date(at));
  return {
    due: [],
    steps: [{ nodeId: 'pause', people: members.length }],
    next: next && { at: next.toISOString(), inMs: next.getTime() - at },
  };
}

async function advanceMany({ runs }: AdvanceManyInput) {
  const results = runs.map(({ runId, expectedRevision }) => {
    const [key, member] = all().find(([, one]) => one.runId === runId) ?? [];
    if (!key || !member || failing.has(runId)) return null;
    // A repeated call is answered with what was stored.
    if (member.revision === expectedRevision) {
      advanced.push(runId);
      member.revision += 1;
      member.over = true;
    }
    return {
      ...labelsOf(member, key),
      ...{ clockId: null, revision: member.revision },
      ...member.then(member.revision),
    } as unknown as AdvanceResult;
  });
  if (lost > 0) {
    lost -= 1;
    throw new Error('the connection was lost after the commit');
  }
  return { results };
}

beforeAll(async () => {
  skipping = await openTimeSkipping({
    [taskQueues.automation]: {
      readWaitGroup,
      advanceMany,
      leaveWaitGroup: async ({ runId }: { runId: string }) => {
        for (const [, member] of all()) if (member.runId === runId) member.grouped = false;
      },
      advance: async ({ runId, expectedRevision }: { runId: string; expectedRevision: number }) => {
        own.push(runId);
        const labels = { automationId: 'automation', version: 1, contactId: 'contact', clockId: null };
        return { ...labels, kind: 'finish', revision: expectedRevision + 1 };
      },
    },
  });
}, 60_000);
afterAll(() => skipping.close(), 60_000);

const finish = () => ({ kind: 'finish' });
const automations = new Map<string, string>();
/** An automation of its own for each test. */
function automation(name: string): string {
  const id = automations.get(name) ?? `0199c1f2-aaaa-7bbb-8ccc-${String(automations.size).padStart(12, '0')}`;
  automations.set(name, id);
  return id;
}
const minuteIn = async (ms: number) => Math.ceil(((await now()) + ms) / 60_000) * 60_000;
const member = (runId: string, due: number, then: Member['then'] = finish): Member => ({
  ...{ runId, due, then, revision: 3, grouped: true, over: false },
});
function start(name: string, due: number, members: Member[]) {
  const groupKey = waitGroupKey(automation(name), new Date(due));
  groups.set(groupKey, members);
  return skipping.start('waitGroup', groupKey, { schoolId, groupKey, automationId: automation(name) });
}
/**
 * Skips to a date, and waits for the end in wall-clock time. `result()` would let the server skip years while a local activity is in progress.
 */
async function ended(handle: WorkflowHandle, due: number): Promise<void> {
  await skipping.env.sleep(Math.max(0, due - (await now())) + 1_000);
  await eventually(
    async () => (await handle.describe()).status.name,
    (status) => status === 'COMPLETED',
  );
}
const of = (name: string) => advanced.filter((runId) => runId.startsWith(name));

describe('a group of waits', () => {
  it('shows that it cannot read its members, and reads them again when it is signalled', async () => {
    unreadable = true;
    const due = await minuteIn(day);
    const handle = await start('unreadable', due, [member('unreadable-0', due)]);
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === attentionKind('unexpected'),
    );
    unreadable = false;
    await handle.signal(wakeSignal);
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === 'waiting',
    );
    await ended(handle, due);
    expect(of('unreadable')).toEqual(['unreadable-0']);
  });

  it('waits for days, and advances its members in the order of their dates, each once, page by page', async () => {
    pageSize = 3;
    const due = await minuteIn(5 * day);
    const members = [5, 1, 4, 2, 3, 0, 6].map((second) => member(`order-${second}`, due + second * 100));
    const handle = await start('order', due, members);
    await ended(handle, due);
    expect(of('order')).toEqual([0, 1, 2, 3, 4, 5, 6].map((second) => `order-${second}`));
    expect(await now()).toBeGreaterThanOrEqual(due + 600);
    pageSize = 50;
  });

  it('shows how many wait at which step', async () => {
    const due = await minuteIn(500 * day);
    const handle = await start('shown', due, [member('shown-0', due)]);
    await eventually(
      () => detailsOf(handle),
      (details) => details.includes('**1 at pause**'),
    );
    await handle.terminate();
  });

  it('does not advance a member that has left', async () => {
    const due = await minuteIn(day);
    const left = member('left-0', due);
    const handle = await start('left', due, [left, member('left-1', due)]);
    left.grouped = false;
    await handle.signal(wakeSignal);
    await ended(handle, due);
    expect(of('left')).toEqual(['left-1']);
  });

  it('hands a member on that cannot be advanced, sends an email or needs attention, and continues with the others', async () => {
    failing = new Set(['hands-0']);
    const due = await minuteIn(day);
    const handle = await start('hands', due, [
      member('hands-0', due),
      member('hands-1', due + 1, () => ({ kind: 'act', nodeId: 'mail', visit: 1, effect: 'sendEmail' })),
      member('hands-2', due + 2, () => ({ kind: 'park', nodeId: 'mail', code: 'parked' })),
      member('hands-3', due + 3),
    ]);
    await ended(handle, due);
    await eventually(
      () => own.filter((runId) => runId.startsWith('hands')).sort(),
      (runs) => runs.length === 3,
    );
    expect(own.filter((runId) => runId.startsWith('hands')).sort()).toEqual(['hands-0', 'hands-1', 'hands-2']);
    failing = new Set();
  });

  it('stays below 2,000 events in each execution, however many members it has', async () => {
    pageSize = 5;
    const due = await minuteIn(day);
    const members = Array.from({ length: 700 }, (_, i) => member(`many-${i}`, due));
    const handle = await start('many', due, members);
    await ended(handle, due);
    expect(new Set(of('many')).size).toBe(700);
    expect(of('many')).toHaveLength(700);
    const first = skipping.env.client.workflow.getHandle(
      handle.workflowId,
      (handle as WorkflowHandleWithFirstExecutionRunId).firstExecutionRunId,
    );
    const { events } = await first.fetchHistory();
    expect(events?.length).toBeLessThan(2_000);
    expect(events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
    pageSize = 50;
  });

  it('repeats a page whose result was lost, and nothing happens twice', async () => {
    lost = 2;
    const due = await minuteIn(day);
    const handle = await start('lost', due, [
      member('lost-0', due),
      member('lost-1', due, () => ({ kind: 'park', nodeId: 'x', code: 'y' })),
    ]);
    await ended(handle, due);
    expect(of('lost')).toEqual(['lost-0', 'lost-1']);
    await eventually(
      () => own.filter((runId) => runId === 'lost-1').length,
      (starts) => starts === 1,
    );
  });

  // The last two: after one workflow has started another, or was cancelled, this server skips no time for a minute.
  it('starts the group that its members join next', async () => {
    const due = await minuteIn(day);
    const later = due + 2 * day;
    const key = waitGroupKey(automation('next'), new Date(later));
    groups.set(key, [member('next-b', later)]);
    const at = new Date(later).toISOString();
    const joins = () => ({ kind: 'wait', nodeId: 'pause', at, reason: 'waitDuration', group: { key, near: false } });
    const handle = await start('next', due, [member('next-a', due, joins), member('next-c', due, joins)]);
    await ended(handle, due);
    await ended(skipping.env.client.workflow.getHandle(workflows.waitGroup.id(key)), later);
    expect(of('next')).toEqual(['next-a', 'next-c', 'next-b']);
  }, 180_000);

  it('that is cancelled in Temporal ends without touching its members', async () => {
    const due = await minuteIn(500 * day);
    const handle = await start('cancelled', due, [member('cancelled-0', due)]);
    await eventually(
      () => detailsOf(handle),
      (details) => details.includes('Reads its journeys'),
    );
    await handle.cancel();
    await endOfCancelled(handle);
    expect(of('cancelled')).toEqual([]);
  }, 180_000);
});
