import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflows } from '@perennial/contracts';
import { AutomationRun, Contact, EmailTemplate, StuckWorkflow } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { bundleWorkflows, type Composition, compose, createWorkers, temporalLog } from '@perennial/worker';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { advanceManyWith } from '../../support/advance-many.js';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { fromRunner } from '../../support/runner.js';
import { makeNamespaceFor } from '../../support/temporal.js';
import { eventually, workerConfig } from '../../support/worker.js';

const namespace = `stuck-${Date.now()}`;
const log = createLogger('silent', 'spec');
const email = `stuck${Date.now()}@example.com`;
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });
const trigger = { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named('begin') } };

let db: TestDatabase;
let school: string;
let contactId: string;
let connection: NativeConnection;
let composition: Composition;
/** While set, runs of this automation cannot be advanced: their dispatch stays open. */
let held: string | null = null;
let running: { workers: Worker[]; over: Promise<unknown> } | null = null;

const config = () => workerConfig(db, namespace);

/** Runs the workers on a bundle until {@link stop}. */
async function start(bundle: { code: string }): Promise<void> {
  const { advance } = composition.activities.automation;
  const unlessHeld = async (input: Parameters<typeof advance>[0]) => {
    const run = await inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ id: input.runId }));
    if (run.automationId === held) throw new Error('held by the spec');
    return advance(input);
  };
  const activities = {
    ...composition.activities,
    automation: { ...composition.activities.automation, advance: unlessHeld, advanceMany: advanceManyWith(unlessHeld) },
  };
  const workers = await createWorkers(config(), connection, { ...composition, activities }, bundle, log);
  running = { workers, over: Promise.all(workers.map((worker) => worker.run())) };
}

async function stop(): Promise<void> {
  for (const worker of running?.workers ?? []) worker.shutdown();
  await running?.over;
  running = null;
}

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const event = (name: string) =>
  inSchool(() => db.events.record({ type: 'custom.event', contactId, occurredAt: new Date(), data: { name, properties: {} } }));
const runs = () => inSchool(() => db.tenancy.repo(AutomationRun).find({ order: { startedAt: 'ASC', id: 'ASC' } }));
const stuck = async () => {
  await composition.stuckWorkflows.once();
  return inSchool(() => db.tenancy.repo(StuckWorkflow).find({ order: { workflowId: 'ASC' } }));
};
const tags = async () =>
  (
    await db.asOwner<{ tag: string }>(
      'select t.name as tag from contact_tag c join tag t on t.id = c.tag_id where c.contact_id = $1 order by t.name',
      [contactId],
    )
  ).map(({ tag }) => tag);
const mails = async () => {
  const answer = await fetch(`${fromRunner('TEST_MAIL_URL')}/api/messages?to=${encodeURIComponent(email)}&limit=100`);
  return ((await answer.json()) as { messages: { copies: number }[] }).messages;
};
const status = async (workflowId: string) =>
  (
    await composition.client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => null)
  )?.status.name;

beforeAll(async () => {
  Runtime.install({ logger: temporalLog(log) });
  db = await openDatabase('stuck');
  school = await db.school('kiln');
  await makeNamespaceFor(namespace);
  connection = await NativeConnection.connect({ address: fromRunner('TEST_TEMPORAL_ADDRESS') });
  composition = await compose(config(), connection, log);
  composition.listener.start();
  composition.relay.start();
}, 120_000);
afterAll(async () => {
  await stop();
  await composition.relay.stop();
  await composition.close();
  await connection.close();
  await db.close();
}, 60_000);

describe('workflows whose history does not fit the code of today', () => {
  let waiting: string;
  let mailing: string;

  it('are listed for staff with their school, person and cause', async () => {
    await inSchool(async () => {
      contactId = (await db.tenancy.repo(Contact).insert({ email, name: 'Stuck' })).identifiers[0]?.id;
      const written = { subject: 'Hello', previewText: '', blocks: [{ type: 'text', html: 'Hello' }] };
      const template = (await db.tenancy.repo(EmailTemplate).insert({ name: 'Hello', template: written })).identifiers[0];
      const answered = { port: 'came', label: 'came', eventType: 'custom.event', filters: named('answer'), sameRecord: false };
      waiting = await publish(
        db,
        line(
          trigger,
          {
            id: 'wait',
            kind: 'waitForEvent',
            config: { paths: [answered], timeoutAmount: 2, timeoutUnit: 'days', lookBackMinutes: 5 },
            port: 'came',
          },
          { id: 'tag', kind: 'addTag', config: { tag: 'answered' } },
        ),
        'Waiting',
      );
      mailing = await publish(
        db,
        line(
          trigger,
          { id: 'mail', kind: 'sendEmail', config: { templateId: template?.id, audience: 'contact', category: 'transactional' } },
          { id: 'tag', kind: 'addTag', config: { tag: 'mailed' } },
        ),
        'Mailing',
      );
    });
    held = mailing;
    await start(await bundleWorkflows());
    await event('begin');
    const [run] = await eventually(runs, (found) => found.some(({ state }) => state === 'waiting'));
    // Its first task is over: from here on its history has something to be compared with.
    await eventually(
      () =>
        composition.client.workflow
          .getHandle(workflows.automationRun.id(run?.id ?? ''))
          .describe()
          .catch(() => null),
      (described) => described !== null && 'WaitKind' in described.searchAttributes,
    );
    await stop();
    held = null;
    const workflowsPath = createRequire(import.meta.url).resolve('./fixtures/incompatible.ts');
    await start(await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR', () => {}) }));
    await event('answer');
    const listed = await eventually(stuck, (found) => found.length === 2);
    expect(listed.map(({ workflowId, cause, contactId: who }) => [workflowId.split('-')[0], cause, who])).toEqual([
      ['dispatch', 'WorkflowTaskFailedCauseNonDeterministicError', contactId],
      ['run', 'WorkflowTaskFailedCauseNonDeterministicError', contactId],
    ]);
    expect((await composition.stuckWorkflows.gauge.get()).values.map(({ labels, value }) => [labels.type, value])).toEqual(
      expect.arrayContaining([
        ['dispatch', 1],
        ['automationRun', 1],
      ]),
    );
    expect(await tags()).toEqual([]);
  }, 120_000);

  it('are not restarted by another school', async () => {
    const other = await db.school('bread');
    const [listed] = await stuck();
    if (!listed) throw new Error('nothing is listed');
    const { workflowId, executionId } = listed;
    await db.tenancy.withSchool(other, () =>
      db.events.record({
        type: 'workflow.restart_requested',
        contactId: null,
        occurredAt: new Date(),
        data: { workflowId, executionId },
      }),
    );
    await eventually(
      () => db.asOwner('select 1 from outbox'),
      (left) => left.length === 0,
    );
    expect(await status(workflowId)).toBe('RUNNING');
  });

  it('are restarted from their cursor in Postgres, and every effect happens once', async () => {
    for (const { workflowId, executionId } of await stuck()) {
      await inSchool(() =>
        db.events.record({
          type: 'workflow.restart_requested',
          contactId,
          occurredAt: new Date(),
          data: { workflowId, executionId },
        }),
      );
    }
    await eventually(runs, (found) => found.length === 2 && found.every(({ state }) => state === 'completed'));
    expect(await tags()).toEqual(['answered', 'mailed']);
    expect((await mails()).map(({ copies }) => copies)).toEqual([1]);
    const told = await db.asOwner(`select 1 from event where contact_id = $1 and type = 'tag.added'`, [contactId]);
    expect(told).toHaveLength(2);
    expect(await eventually(stuck, (found) => found.length === 0)).toEqual([]);
    expect(waiting).not.toBe(mailing);
  }, 120_000);
});
