import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdvanceInput, AdvanceResult } from '@perennial/activities';
import { attentionKind, taskQueues, wakeSignal } from '@perennial/contracts';
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  cancelDuringActivity,
  detailsOf,
  endOfCancelled,
  eventually,
  openTimeSkipping,
  type TimeSkipping,
  waitKindOf,
} from '../../spec-support/time-skipping.js';

const labels = { automationId: 'automation', version: 1, contactId: 'contact', clockId: null };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Results of `advance` by run, its inputs, and the runs that were stopped. */
const steps = new Map<string, (input: AdvanceInput) => AdvanceResult>();
const advances = new Map<string, AdvanceInput[]>();
const stopped: string[] = [];
let sending: () => Promise<void> = async () => {};
let slowly: (runId: string) => void = () => {};

let skipping: TimeSkipping;
beforeAll(async () => {
  skipping = await openTimeSkipping({
    [taskQueues.automation]: {
      advance: async (input: AdvanceInput) => {
        advances.set(input.runId, [...(advances.get(input.runId) ?? []), input]);
        return steps.get(input.runId)?.(input);
      },
      stopRun: async ({ runId }: { runId: string }) => void stopped.push(runId),
    },
    [taskQueues.effects]: { sendEmail: () => sending() },
    [taskQueues.calls]: {
      callUrl: async () => {
        throw ApplicationFailure.nonRetryable('busy', 'host_busy');
      },
    },
    [taskQueues.slowCalls]: { callUrl: async ({ runId }: { runId: string }) => slowly(runId) },
  });
}, 60_000);
afterAll(() => skipping.close(), 60_000);

const finish = (revision: number): AdvanceResult => ({ ...labels, kind: 'finish', revision: revision + 1 });
const wait = (revision: number, days: number): AdvanceResult => ({
  ...{ ...labels, kind: 'wait', nodeId: 'pause', at: inDays(days), reason: 'waitDuration' },
  revision: revision + 1,
});
const email = (revision: number): AdvanceResult => ({
  ...{ ...labels, kind: 'act', nodeId: 'mail', visit: 1, effect: 'sendEmail' },
  revision: revision + 1,
});
function start(runId: string, step: (input: AdvanceInput) => AdvanceResult) {
  steps.set(runId, step);
  return skipping.start('automationRun', runId, { schoolId: 'school', runId, ...labels }, 3);
}
const callsOf = (runId: string) => advances.get(runId) ?? [];

describe('the workflow of a run', () => {
  it('waits for days, and advances the run from the revision that it committed last', async () => {
    const handle = await start('waits', ({ expectedRevision }) =>
      expectedRevision === 3 ? wait(3, 5) : finish(expectedRevision),
    );
    await handle.result();
    expect(callsOf('waits').map(({ expectedRevision }) => expectedRevision)).toEqual([3, 4]);
  });

  it('hands the code of an effect that failed to the next step, once', async () => {
    sending = async () => {
      throw ApplicationFailure.nonRetryable('refused', 'mail_refused');
    };
    const handle = await start('effect', ({ expectedRevision }) =>
      expectedRevision < 5 ? email(expectedRevision) : finish(expectedRevision),
    );
    await handle.result();
    expect(callsOf('effect').map(({ failed }) => failed)).toEqual([undefined, 'mail_refused', 'mail_refused']);
  });

  it('makes a call to a host without a free place in the queue for those', async () => {
    const called: string[] = [];
    slowly = (runId) => {
      called.push(runId);
    };
    const handle = await start('busy', ({ expectedRevision }) =>
      expectedRevision < 4 ? { ...email(expectedRevision), effect: 'callUrl' } : finish(expectedRevision),
    );
    await handle.result();
    expect(called).toEqual(['busy']);
    expect(callsOf('busy').map(({ failed }) => failed)).toEqual([undefined, undefined]);
  });

  it('repeats an effect for as long as its step says, more often than its profile would', async () => {
    let attempts = 0;
    slowly = () => {
      if (++attempts < 6) throw ApplicationFailure.retryable('down', 'url_unreachable');
    };
    const call = (revision: number, retryFor?: 'minutes15'): AdvanceResult => ({
      ...{ ...labels, kind: 'act', nodeId: 'call', visit: 1, effect: 'callUrl', revision: revision + 1 },
      ...(retryFor && { retryFor }),
    });
    const patient = await start('patient', ({ expectedRevision }) =>
      expectedRevision < 4 ? call(expectedRevision, 'minutes15') : finish(expectedRevision),
    );
    await patient.result();
    expect([attempts, callsOf('patient').at(-1)?.failed]).toEqual([6, undefined]);
    attempts = 0;
    const brief = await start('brief', ({ expectedRevision }) =>
      expectedRevision < 4 ? call(expectedRevision) : finish(expectedRevision),
    );
    await brief.result();
    expect([attempts, callsOf('brief').at(-1)?.failed]).toEqual([3, 'url_unreachable']);
    attempts = Number.NEGATIVE_INFINITY;
    const down = await start('down', ({ expectedRevision }) =>
      expectedRevision < 4 ? call(expectedRevision, 'minutes15') : finish(expectedRevision),
    );
    await down.result();
    expect(callsOf('down').at(-1)?.failed).toBe('url_unreachable');
  });

  it('shows a step that fails permanently, keeps the code of its effect, and retries when it is signalled', async () => {
    sending = async () => {
      throw ApplicationFailure.nonRetryable('refused', 'mail_refused');
    };
    let broken = true;
    const handle = await start('broken', ({ expectedRevision }) => {
      if (expectedRevision === 3) return email(3);
      if (broken) throw ApplicationFailure.nonRetryable('a bug', 'unexpected');
      return finish(expectedRevision);
    });
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === attentionKind('unexpected'),
    );
    expect(await detailsOf(handle)).toContain('**Needs attention** unexpected');
    broken = false;
    await handle.signal(wakeSignal);
    await handle.result();
    expect(callsOf('broken').at(-1)).toMatchObject({ expectedRevision: 4, failed: 'mail_refused' });
  });

  it('shows that staff hold its next step, which needs no attention, and continues when it is signalled', async () => {
    let held = true;
    const handle = await start('held', ({ expectedRevision }) =>
      held ? { ...labels, kind: 'park', nodeId: 'mail', code: 'held', revision: 4 } : finish(expectedRevision),
    );
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === 'held_by_staff',
    );
    expect(await detailsOf(handle)).toContain('**Held by staff** before mail');
    held = false;
    await handle.signal(wakeSignal);
    await handle.result();
    expect(callsOf('held')).toHaveLength(2);
  });

  it('that is cancelled in Temporal while it waits ends the run', async () => {
    const handle = await start('cancelled', () => wait(3, 500));
    await eventually(
      () => waitKindOf(handle),
      (kind) => kind === 'waiting',
    );
    await handle.cancel();
    await endOfCancelled(handle);
    expect(stopped).toEqual(['cancelled']);
  });

  it('that is cancelled during an email lets it be sent, and then ends the run', async () => {
    let release = () => {};
    let sent = false;
    let begun = false;
    sending = async () => {
      begun = true;
      const beats = setInterval(() => heartbeat(), 20);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      clearInterval(beats);
      sent = true;
    };
    const handle = await start('sending', ({ expectedRevision }) => email(expectedRevision));
    await eventually(() => begun, Boolean);
    await cancelDuringActivity(handle);
    release();
    await endOfCancelled(handle);
    expect(sent).toBe(true);
    expect(callsOf('sending')).toHaveLength(1);
    expect(stopped).toContain('sending');
  });
});
