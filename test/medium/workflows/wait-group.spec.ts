import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflows } from '@perennial/contracts';
import { Contact } from '@perennial/db';
import { waitGroupKey } from '@perennial/domain/automation';
import { createLogger } from '@perennial/logging';
import { bundleWorkflows, type Composition, compose, createWorkers, temporalLog } from '@perennial/worker';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { fromRunner } from '../../support/runner.js';
import { makeNamespaceFor } from '../../support/temporal.js';
import { eventually, workerConfig } from '../../support/worker.js';

const namespace = `groups-${Date.now()}`;
const log = createLogger('silent', 'spec');
const day = 86_400_000;
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

let db: TestDatabase;
let connection: NativeConnection;
let composition: Composition;
let workers: Worker[];
let over: Promise<unknown>;

async function startWorkers() {
  workers = await createWorkers(workerConfig(db, namespace), connection, composition, await bundleWorkflows(), log);
  over = Promise.all(workers.map((worker) => worker.run()));
}
async function stopWorkers() {
  for (const worker of workers) worker.shutdown();
  await over;
}

beforeAll(async () => {
  Runtime.install({ logger: temporalLog(log) });
  db = await openDatabase('groups');
  await makeNamespaceFor(namespace);
  connection = await NativeConnection.connect({ address: fromRunner('TEST_TEMPORAL_ADDRESS') });
  composition = await compose(workerConfig(db, namespace), connection, log);
  composition.listener.start();
  composition.relay.start();
  await startWorkers();
}, 120_000);
afterAll(async () => {
  await stopWorkers();
  await composition.relay.stop();
  await composition.close();
  await connection.close();
  await db.close();
}, 60_000);

const inSchool = <T>(school: string, work: () => Promise<T>) => db.tenancy.withSchool(school, work);
let people = 0;

/** Lets people into an automation in one transaction; `occurredAt` is what its wait counts from. */
async function enter(school: string, name: string, count: number, occurredAt: Date): Promise<string[]> {
  return inSchool(school, async () => {
    const contacts: string[] = [];
    for (let i = 0; i < count; i++) {
      const row = await db.tenancy.repo(Contact).insert({ email: `group${people++}@example.com` });
      contacts.push(row.identifiers[0]?.id);
    }
    await db.events.recordAll(
      contacts.map((contactId) => ({
        ...{ type: 'custom.event' as const, contactId, occurredAt },
        data: { name, properties: {} },
      })),
    );
    return contacts;
  });
}
const start = (name: string) => ({ id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named(name) } });
/** Waits until a day after its event, and adds a tag. */
const timed = (school: string, name: string) =>
  inSchool(school, () =>
    publish(
      db,
      line(
        start(name),
        { id: 'wait', kind: 'waitUntil', config: { until: 'eventDate', field: 'occurredAt', days: 1, zone: 'school' } },
        { id: 'tag', kind: 'addTag', config: { tag: name } },
      ),
      name,
    ),
  );
const answered = { port: 'came', label: 'came', eventType: 'custom.event', filters: named('answer'), sameRecord: false };
/** Waits for two days for an answer, and adds a tag. */
const awaiting = (school: string, name: string) =>
  inSchool(school, () =>
    publish(
      db,
      line(
        start(name),
        {
          id: 'wait',
          kind: 'waitForEvent',
          config: { paths: [answered], timeoutAmount: 2, timeoutUnit: 'days', lookBackMinutes: 5 },
          port: 'came',
        },
        { id: 'tag', kind: 'addTag', config: { tag: name } },
      ),
      name,
    ),
  );

interface Row {
  readonly id: string;
  readonly contact_id: string;
  readonly state: string;
  readonly grouped: boolean;
  readonly group_key: string | null;
  readonly due_at: Date | null;
}
const runsOf = (automationId: string) =>
  db.asOwner<Row>(
    `select r.id, r.contact_id, r.state, r.grouped, w.group_key, w.due_at from automation_run r
       left join wait w on w.owner_kind = 'run' and w.owner_id = r.id where r.automation_id = $1 order by r.id`,
    [automationId],
  );
const waitingRuns = (automationId: string, count: number) =>
  eventually(
    () => runsOf(automationId),
    (runs) => runs.length === count && runs.every(({ state }) => state === 'waiting'),
  );
const endedRuns = (automationId: string) =>
  eventually(
    () => runsOf(automationId),
    (runs) => runs.every(({ state }) => state === 'completed'),
  );
/** When each person got a tag. */
const tagged = (tag: string) =>
  db.asOwner<{ contact_id: string; occurred_at: Date }>(
    `select contact_id, occurred_at from event where type = 'tag.added' and data->>'tag' = $1 order by id`,
    [tag],
  );
const statusOf = async (workflowId: string) =>
  (
    await composition.client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => null)
  )?.status.name;
const groupRuns = (key: string) =>
  eventually(
    () => statusOf(workflows.waitGroup.id(key)),
    (status) => status === 'RUNNING',
  );

describe('runs that enter together', () => {
  it('wait as a group of their school, and continue once each, none of them early', async () => {
    const schools = [await db.school('kiln'), await db.school('loom')];
    const due = new Date(Date.now() + 12_000);
    const automations = await Promise.all(schools.map((school) => timed(school, 'together')));
    for (const [i, automationId] of automations.entries()) {
      await enter(schools[i] ?? '', 'together', 20, new Date(due.getTime() - day));
      const runs = await waitingRuns(automationId, 20);
      expect(new Set(runs.map(({ group_key }) => group_key))).toEqual(new Set([waitGroupKey(automationId, due)]));
      await groupRuns(waitGroupKey(automationId, due));
      for (const { id } of runs) expect(await statusOf(workflows.automationRun.id(id))).toBeUndefined();
    }
    for (const automationId of automations) await endedRuns(automationId);
    const tags = await tagged('together');
    expect(new Set(tags.map(({ contact_id }) => contact_id)).size).toBe(40);
    expect(tags).toHaveLength(40);
    for (const { occurred_at } of tags) expect(occurred_at.getTime()).toBeGreaterThanOrEqual(due.getTime());
  }, 60_000);

  it('wait in as many groups as their dates have minutes', async () => {
    const school = await db.school('mint');
    const automationId = await timed(school, 'minutes');
    const noon = new Date(Math.ceil((Date.now() + day) / day) * day + day / 2);
    await enter(school, 'minutes', 10, new Date(noon.getTime() - day - 1));
    await enter(school, 'minutes', 10, new Date(noon.getTime() - day));
    const runs = await waitingRuns(automationId, 20);
    expect([...new Set(runs.map(({ group_key }) => group_key))].sort()).toEqual([
      waitGroupKey(automationId, new Date(noon.getTime() - 1)),
      waitGroupKey(automationId, noon),
    ]);
  });

  it('that are few have workflows of their own', async () => {
    const school = await db.school('fern');
    const automationId = await timed(school, 'few');
    await enter(school, 'few', 3, new Date(Date.now() + day));
    for (const { id, group_key } of await waitingRuns(automationId, 3)) {
      expect(group_key).toBeNull();
      await eventually(
        () => statusOf(workflows.automationRun.id(id)),
        (status) => status === 'RUNNING',
      );
    }
  });
});

describe('a run that an event wakes', () => {
  it('leaves its group, continues in a workflow of its own, and the others wait on', async () => {
    const school = await db.school('pond');
    const automationId = await awaiting(school, 'woken');
    await enter(school, 'woken', 12, new Date());
    const before = await waitingRuns(automationId, 12);
    expect(before.every(({ group_key }) => group_key !== null)).toBe(true);
    // Before that the dispatch may still be looking back, and end the wait itself.
    await groupRuns(before[0]?.group_key ?? '');
    const woken = before[4];
    await inSchool(school, () =>
      db.events.record({
        type: 'custom.event',
        contactId: woken?.contact_id ?? '',
        occurredAt: new Date(),
        data: { name: 'answer', properties: {} },
      }),
    );
    await eventually(
      () => runsOf(automationId),
      (runs) => runs.find(({ id }) => id === woken?.id)?.state === 'completed',
    );
    await eventually(
      () => statusOf(workflows.automationRun.id(woken?.id ?? '')),
      (status) => status === 'COMPLETED',
    );
    const after = await runsOf(automationId);
    expect(after.filter(({ state, group_key }) => state === 'waiting' && group_key !== null)).toHaveLength(11);
    expect(await tagged('woken')).toHaveLength(1);
  });

  it('at the moment at which its group advances it continues once', async () => {
    const school = await db.school('reed');
    const automationId = await awaiting(school, 'racing');
    const contacts = await enter(school, 'racing', 16, new Date());
    const key = (await waitingRuns(automationId, 16))[0]?.group_key ?? '';
    const runs = (await runsOf(automationId)).map(({ id }) => ({ runId: id, expectedRevision: 1 }));
    const { advanceMany } = composition.activities.automation;
    await Promise.all([
      inSchool(school, () =>
        db.events.recordAll(
          contacts.map((contactId) => ({
            ...{ type: 'custom.event' as const, contactId, occurredAt: new Date() },
            data: { name: 'answer', properties: {} },
          })),
        ),
      ),
      ...Array.from({ length: 20 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 15));
        await advanceMany({ schoolId: school, runs });
      }),
    ]);
    await endedRuns(automationId);
    expect(await tagged('racing')).toHaveLength(16);
    expect(key).not.toBe('');
  }, 60_000);
});

describe('the group of waits', () => {
  it('that lost its workers while it was due advances everyone once when they are back', async () => {
    const school = await db.school('dune');
    const automationId = await timed(school, 'killed');
    const due = new Date(Date.now() + 4_000);
    await enter(school, 'killed', 120, new Date(due.getTime() - day));
    await waitingRuns(automationId, 120);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due.getTime() + 150 - Date.now())));
    await stopWorkers();
    await startWorkers();
    await endedRuns(automationId);
    const tags = await tagged('killed');
    expect([tags.length, new Set(tags.map(({ contact_id }) => contact_id)).size]).toEqual([120, 120]);
  }, 90_000);

  it('is started again by the safety net when it was terminated', async () => {
    const school = await db.school('moor');
    const automationId = await awaiting(school, 'terminated');
    await enter(school, 'terminated', 10, new Date());
    const key = (await waitingRuns(automationId, 10))[0]?.group_key ?? '';
    const workflowId = workflows.waitGroup.id(key);
    await groupRuns(key);
    await composition.client.workflow.getHandle(workflowId).terminate('by a spec');
    await db.asOwner(`update wait set due_at = now() - interval '11 minutes' where group_key = $1`, [key]);
    expect(
      await eventually(
        () => composition.safetyNet.once(),
        (ids) => ids.length > 0,
      ),
    ).toEqual([workflowId]);
    await groupRuns(key);
  }, 60_000);
});
