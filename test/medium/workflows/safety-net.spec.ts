import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unexpected } from '@perennial/activities';
import { taskQueues, workflows } from '@perennial/contracts';
import { AutomationRun, Contact, StuckWorkflow } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { bundleWorkflows, type Composition, compose, createWorkers, temporalLog } from '@perennial/worker';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { advanceManyWith } from '../../support/advance-many.js';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { fromRunner } from '../../support/runner.js';
import { makeNamespaceFor } from '../../support/temporal.js';
import { eventually, workerConfig } from '../../support/worker.js';

const namespace = `safety-${Date.now()}`;
const log = createLogger('silent', 'spec');
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

let db: TestDatabase;
let school: string;
let contactId: string;
let connection: NativeConnection;
let composition: Composition;
let workers: Worker[];
let over: Promise<unknown>;
/** Whether the steps of runs fail permanently. */
let broken = false;

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const handle = (runId: string) => composition.client.workflow.getHandle(workflows.automationRun.id(runId));
const status = async (runId: string) =>
  (
    await handle(runId)
      .describe()
      .catch(() => null)
  )?.status.name;
const runOf = (id: string) => inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ id }));
const restarts = async () => (await composition.safetyNet.counter.get()).values.map(({ labels, value }) => [labels.type, value]);

beforeAll(async () => {
  Runtime.install({ logger: temporalLog(log) });
  db = await openDatabase('safety');
  school = await db.school('kiln');
  await makeNamespaceFor(namespace);
  connection = await NativeConnection.connect({ address: fromRunner('TEST_TEMPORAL_ADDRESS') });
  composition = await compose(workerConfig(db, namespace), connection, log);
  composition.listener.start();
  composition.relay.start();
  const { advance } = composition.activities.automation;
  const unlessBroken = async (input: Parameters<typeof advance>[0]) => {
    if (broken) throw unexpected(true);
    return advance(input);
  };
  const activities = {
    ...composition.activities,
    [taskQueues.automation]: {
      ...composition.activities.automation,
      advance: unlessBroken,
      advanceMany: advanceManyWith(unlessBroken),
    },
  };
  workers = await createWorkers(
    workerConfig(db, namespace),
    connection,
    { ...composition, activities },
    await bundleWorkflows(),
    log,
  );
  over = Promise.all(workers.map((worker) => worker.run()));
  const answered = { port: 'came', label: 'came', eventType: 'custom.event', filters: named('answer'), sameRecord: false };
  await inSchool(() =>
    publish(
      db,
      line(
        { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named('begin') } },
        {
          id: 'wait',
          kind: 'waitForEvent',
          config: { paths: [answered], timeoutAmount: 2, timeoutUnit: 'days', lookBackMinutes: 5 },
          port: 'came',
        },
        { id: 'tag', kind: 'addTag', config: { tag: 'answered' } },
      ),
      'Waiting',
    ),
  );
}, 120_000);
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await over;
  await composition.relay.stop();
  await composition.close();
  await connection.close();
  await db.close();
}, 60_000);

/** About the newest person. */
const event = (name: string) =>
  inSchool(() => db.events.record({ type: 'custom.event', contactId, occurredAt: new Date(), data: { name, properties: {} } }));
const known = new Set<string>();

/** A run of a new person that waits, with its workflow. */
async function waitingRun(): Promise<string> {
  await inSchool(async () => {
    const person = { email: `safety${known.size}@example.com`, name: 'Safe' };
    contactId = (await db.tenancy.repo(Contact).insert(person)).identifiers[0]?.id;
  });
  await event('begin');
  const all = await eventually(
    () => inSchool(() => db.tenancy.repo(AutomationRun).findBy({ state: 'waiting' })),
    (found) => found.some(({ id }) => !known.has(id)),
  );
  const runId = all.find(({ id }) => !known.has(id))?.id ?? '';
  known.add(runId);
  await eventually(
    () =>
      handle(runId)
        .describe()
        .catch(() => null),
    (described) => described !== null && 'WaitKind' in described.searchAttributes,
  );
  return runId;
}

describe('the safety net', () => {
  let runId: string;

  it('restarts nothing while every workflow runs', async () => {
    runId = await waitingRun();
    expect([await composition.safetyNet.once(), await composition.safetyNet.once()]).toEqual([[], []]);
    expect(await restarts()).toEqual([]);
  });

  it('starts the workflow of a run again that was terminated days before its date, once', async () => {
    await handle(runId).terminate('by a spec');
    await eventually(composition.safetyNet.once.bind(composition.safetyNet), (ids) => ids.length > 0);
    await eventually(
      () => status(runId),
      (name) => name === 'RUNNING',
    );
    expect(await composition.safetyNet.once()).toEqual([]);
    expect(await restarts()).toEqual([['automationRun', 1]]);
    expect((await runOf(runId)).state).toBe('waiting');
  }, 60_000);

  it('starts a workflow again whose date has passed, with the first sweep', async () => {
    const late = await waitingRun();
    await handle(late).terminate('by a spec');
    await db.asOwner(`update wait set due_at = now() - interval '11 minutes' where owner_id = $1`, [late]);
    await eventually(composition.safetyNet.once.bind(composition.safetyNet), (ids) =>
      ids.includes(workflows.automationRun.id(late)),
    );
    await eventually(
      () => status(late),
      (name) => name === 'RUNNING',
    );
  }, 60_000);

  it('leaves a date alone that is late while its workflow runs: it waits for an activity', async () => {
    await db.asOwner(`update wait set due_at = now() - interval '11 minutes' where owner_id = $1`, [runId]);
    expect(await composition.safetyNet.once()).toEqual([]);
  });

  it('does not start a workflow for another school than its own', async () => {
    const foreign = await waitingRun();
    await handle(foreign).terminate('by a spec');
    const other = await db.school('bread');
    const workflowId = workflows.automationRun.id(foreign);
    await db.tenancy.withSchool(other, () =>
      db.events.record({
        type: 'workflow.restart_requested',
        contactId: null,
        occurredAt: new Date(),
        data: { workflowId, executionId: null },
      }),
    );
    await eventually(
      () => db.asOwner('select 1 from outbox'),
      (left) => left.length === 0,
    );
    expect(await status(foreign)).toBe('TERMINATED');
  });
});

describe('a run whose workflow is cancelled in Temporal', () => {
  it('is stopped, with a row in its timeline, and is not started again', async () => {
    const cancelled = await waitingRun();
    await handle(cancelled).cancel();
    await eventually(
      () => runOf(cancelled),
      ({ state }) => state === 'stopped',
    );
    const visits = await db.asOwner<{ evidence: { reason: string } }>(
      'select evidence from run_visit where run_id = $1 order by entered_at desc',
      [cancelled],
    );
    expect(visits.map(({ evidence }) => evidence.reason)).toContain('Stopped: its workflow was cancelled in Temporal.');
    expect(await db.asOwner('select 1 from wait where owner_id = $1', [cancelled])).toEqual([]);
    await composition.safetyNet.once();
    expect(await composition.safetyNet.once()).not.toContain(workflows.automationRun.id(cancelled));
  }, 60_000);
});

describe('a run whose step fails permanently', () => {
  const listed = async () => {
    await composition.stuckWorkflows.once();
    return inSchool(() => db.tenancy.repo(StuckWorkflow).find());
  };

  it('is listed for staff with its code, and continues when they retry it', async () => {
    const failing = await waitingRun();
    broken = true;
    await event('answer');
    const [row] = await eventually(listed, (rows) => rows.some(({ workflowId }) => workflowId.endsWith(failing)));
    expect(row).toMatchObject({ cause: 'unexpected', contactId });
    broken = false;
    for (const { workflowId, executionId } of await listed())
      await inSchool(() =>
        db.events.record({
          type: 'workflow.restart_requested',
          contactId,
          occurredAt: new Date(),
          data: { workflowId, executionId },
        }),
      );
    await eventually(
      () => runOf(failing),
      ({ state }) => state === 'completed',
    );
    await eventually(listed, (rows) => rows.length === 0);
  }, 180_000);
});
