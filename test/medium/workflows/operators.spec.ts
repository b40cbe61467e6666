import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdvanceInput, AdvanceResult, MembershipSyncResult } from '@perennial/activities';
import { start, taskQueues, wakeSignal, workflows } from '@perennial/contracts';
import { createLogger } from '@perennial/logging';
import { WorkflowCaller } from '@perennial/relay';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { advanceManyWith } from '../../support/advance-many.js';
import { openTemporal, type TestTemporal } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const adminUrl = 'https://admin.example.com';
const schoolId = randomUUID();
const contactId = randomUUID();
const automationId = randomUUID();
const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

/** Results that Stripe and Postgres would give. */
let syncs = 0;
let advances = 0;
const lookedAt = { state: 'trialing', next: { at: inHours(1), reason: 'trial_reminder' }, done: false } as const;
let sync: MembershipSyncResult = lookedAt;
let step: (revision: number) => AdvanceResult;
const opens = { at: inHours(3), reason: 'lessons_open' } as const;
let drawing: () => Promise<void> = async () => {};

let temporal: TestTemporal;
let client: Client;
let caller: WorkflowCaller;

const advance = async ({ expectedRevision }: AdvanceInput) => {
  advances += 1;
  return step(expectedRevision);
};

beforeAll(async () => {
  const activities = {
    [taskQueues.lifecycle]: {
      syncMembership: async () => {
        syncs += 1;
        return sync;
      },
      syncEnrolment: async () => ({ next: opens, done: false }),
    },
    [taskQueues.automation]: { advance, advanceMany: advanceManyWith(advance) },
    [taskQueues.effects]: {
      evaluateCertificate: async () => ({ wanted: true }),
      storeCertificate: async () => {
        await drawing();
        return { pdfKey: 'a', sha256: 'b' };
      },
      publishCertificate: async () => {},
    },
  };
  temporal = await openTemporal(`operators-${schoolId}`, activities, createLogger('silent', 'spec'));
  client = temporal.client;
  caller = new WorkflowCaller(client, adminUrl);
}, 120_000);
afterAll(() => temporal.close(), 30_000);

const detailsOf = async (handle: WorkflowHandle) =>
  ((await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata')).currentDetails ?? '').split('\n\n');
/** Ours: Temporal adds the builds that worked on it. */
const attributesOf = async (handle: WorkflowHandle) => {
  const all = (await handle.describe()).typedSearchAttributes.getAll();
  return Object.fromEntries(all.filter(({ key }) => key.name !== 'BuildIds').map(({ key, value }) => [key.name, value]));
};

describe('a membership, for its whole life', () => {
  const membershipId = randomUUID();
  const handle = () => client.workflow.getHandle(workflows.membership.id(membershipId));
  const ids = { SchoolId: schoolId, ContactId: contactId, MembershipId: membershipId };
  const link = `[Open contact](${adminUrl}/contacts/${contactId})`;

  it('says what it is, what it waits for, and where the product shows it', async () => {
    const input = { schoolId, membershipId, contactId, clockId: null };
    await caller.make(start('membership', input));
    await until(async () => 'WaitKind' in (await attributesOf(handle())));
    expect(await attributesOf(handle())).toEqual({ ...ids, WaitKind: 'trial_reminder' });
    const described = await handle().describe();
    expect(described.priority).toMatchObject({ fairnessKey: schoolId });
    expect(await described.staticSummary()).toBe(workflows.membership.summary);
    expect(await detailsOf(handle())).toEqual([
      '**State** trialing',
      `**Waits for** Trial ends soon: reminder, ${lookedAt.next.at}`,
      link,
    ]);
  });

  it('still says so once it has continued as new', async () => {
    const first = (await handle().describe()).runId;
    while (((await handle().fetchHistory()).events?.length ?? 0) <= 40) {
      const before = syncs;
      await handle().signal(wakeSignal);
      await until(() => syncs > before);
    }
    const next = { at: inHours(24 * 30), reason: 'period_ends' } as const;
    sync = { state: 'active', next, done: false };
    await handle().signal(wakeSignal);
    await until(async () => (await handle().describe()).runId !== first);
    await until(async () => (await detailsOf(handle())).length > 1);
    expect(await attributesOf(handle())).toEqual({ ...ids, WaitKind: 'period_ends' });
    expect((await handle().describe()).priority).toMatchObject({ fairnessKey: schoolId });
    expect(await detailsOf(handle())).toEqual([
      workflows.membership.summary,
      '**State** active',
      `**Waits for** Billing period ends, ${next.at}`,
      link,
    ]);
    const { events } = await handle().fetchHistory();
    // A start, a task, a timer: what a worker must replay stays small.
    expect(events?.length).toBe(5);
    await handle().terminate();
  });
});

describe('a journey', () => {
  const runId = randomUUID();
  const eventId = randomUUID();
  const labels = { automationId, version: 3, contactId, clockId: null };
  const journey = `[Open the journey](${adminUrl}/automations/${automationId}/runs/${runId})`;
  const person = `[Open contact](${adminUrl}/contacts/${contactId})`;

  it('leads from the dispatch, and from its own page, to its path on the canvas', async () => {
    const at = inHours(2);
    step = (revision) => ({ ...labels, kind: 'wait', nodeId: 'pause', at, reason: 'waitDuration', revision: revision + 1 });
    await caller.make(start('dispatch', { schoolId, eventId, runIds: [runId], contactId }));
    const run = client.workflow.getHandle(workflows.automationRun.id(runId));
    await until(async () => (await run.describe().catch(() => null)) !== null && 'WaitKind' in (await attributesOf(run)));
    expect(await detailsOf(run)).toEqual(['**Waits at** Wait (pause)', `**Until** ${at}`, `${journey} · ${person}`]);
    expect((await run.describe()).priority).toMatchObject({ fairnessKey: schoolId });
    const dispatch = client.workflow.getHandle(workflows.dispatch.id(eventId));
    expect(await detailsOf(dispatch)).toEqual([`Handed on at Wait (pause): ${journey}`, person]);
  });

  it('that needs attention says so after it has continued as new', async () => {
    const run = client.workflow.getHandle(workflows.automationRun.id(runId));
    const first = (await run.describe()).runId;
    while (((await run.fetchHistory()).events?.length ?? 0) <= 40) {
      const before = advances;
      await run.signal(wakeSignal);
      await until(() => advances > before);
    }
    step = (revision) => ({ ...labels, kind: 'park', nodeId: 'mail', code: 'mail_refused', revision: revision + 1 });
    await run.signal(wakeSignal);
    await until(async () => (await run.describe()).runId !== first);
    await until(async () => (await detailsOf(run)).length > 1);
    expect(await attributesOf(run)).toMatchObject({ NodeId: 'mail', WaitKind: 'needs attention', AutomationId: automationId });
    expect(await detailsOf(run)).toEqual([
      workflows.automationRun.summary,
      '**Needs attention** at mail: mail_refused',
      `${journey} · ${person}`,
    ]);
    await run.terminate();
  });
});

describe('a course', () => {
  const courseId = randomUUID();
  const links = `[Open contact](${adminUrl}/contacts/${contactId}) · [Open the course](${adminUrl}/memberships/courses/products/${courseId})`;

  it('is one click from who waits for its lessons', async () => {
    const enrolmentId = randomUUID();
    const clockId = randomUUID();
    await caller.make(start('enrolment', { schoolId, enrolmentId, contactId, courseId, clockId }));
    const handle = client.workflow.getHandle(workflows.enrolment.id(enrolmentId));
    await until(async () => 'WaitKind' in (await attributesOf(handle)));
    expect(await detailsOf(handle)).toEqual([`**Waits for** Lessons open, ${opens.at}`, `**Test clock** ${clockId}`, links]);
    await handle.terminate();
  });

  it('is one click from a certificate that is not ready yet, as from one that is', async () => {
    const certificateId = randomUUID();
    let finish = () => {};
    let begun = false;
    drawing = () => {
      begun = true;
      return new Promise((resolve) => {
        finish = resolve;
      });
    };
    await caller.make(start('certificate', { schoolId, certificateId, contactId, courseId }));
    const handle = client.workflow.getHandle(workflows.certificate.id(certificateId));
    await until(() => begun);
    expect(await detailsOf(handle)).toEqual(['**At work** drawing and storing it', links]);
    finish();
    await handle.result();
    expect(await detailsOf(handle)).toEqual(['Nothing is left to do.', links]);
  });
});

describe('a workflow that is older than its links', () => {
  it('says what it waits for, and links nowhere', async () => {
    sync = lookedAt;
    const membershipId = randomUUID();
    const handle = await client.workflow.start('membership', {
      workflowId: workflows.membership.id(membershipId),
      taskQueue: workflows.membership.queue,
      args: [{ schoolId, membershipId, contactId, clockId: null }],
    });
    await until(async () => 'WaitKind' in (await attributesOf(handle)));
    expect(await detailsOf(handle)).toEqual([
      '**State** trialing',
      `**Waits for** Trial ends soon: reminder, ${lookedAt.next.at}`,
    ]);
    await handle.terminate();
  });
});
