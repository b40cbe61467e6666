import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflows } from '@perennial/contracts';
import { Contact, EmailTemplate } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { bundleWorkflows, type Composition, compose, createWorkers, temporalLog } from '@perennial/worker';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { fromRunner } from '../../support/runner.js';
import { makeNamespaceFor } from '../../support/temporal.js';
import { eventually, workerConfig } from '../../support/worker.js';

const namespace = `held-${Date.now()}`;
const log = createLogger('silent', 'spec');
const day = 86_400_000;
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

let db: TestDatabase;
let school: string;
let connection: NativeConnection;
let composition: Composition;
let workers: Worker[];
let over: Promise<unknown>;

beforeAll(async () => {
  Runtime.install({ logger: temporalLog(log) });
  db = await openDatabase('held_emails');
  school = await db.school('kiln');
  await makeNamespaceFor(namespace);
  connection = await NativeConnection.connect({ address: fromRunner('TEST_TEMPORAL_ADDRESS') });
  const config = workerConfig(db, namespace);
  composition = await compose(config, connection, log);
  composition.listener.start();
  composition.relay.start();
  workers = await createWorkers(config, connection, composition, await bundleWorkflows(), log);
  over = Promise.all(workers.map((worker) => worker.run()));
}, 120_000);
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await over;
  await composition.relay.stop();
  await composition.close();
  await connection.close();
  await db.close();
}, 60_000);

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);

/** An automation that sends a marketing email when an event of this name happens. */
const mailing = (name: string) =>
  inSchool(async () => {
    const template = { subject: 'News', previewText: '', blocks: [{ type: 'text', html: '<p>Hi</p>' }] };
    const { identifiers } = await db.tenancy.repo(EmailTemplate).insert({ name, template });
    const mail = { templateId: identifiers[0]?.id, audience: 'contact', category: 'marketing' };
    const start = { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named(name) } };
    return publish(db, line(start, { id: 'mail', kind: 'sendEmail', config: mail }), name);
  });

/** People who agreed to marketing email and got one a day ago, but for some milliseconds. They enter together. */
async function enter(name: string, people: number, freeInMs: number): Promise<void> {
  const sent = new Date(Date.now() - day + freeInMs).toISOString();
  await inSchool(async () => {
    const contacts: string[] = [];
    for (let index = 0; index < people; index++) {
      const row = await db.tenancy
        .repo(Contact)
        .insert({ email: `${name}${index}@example.com`, marketingConsentAt: new Date(Date.now() - day) });
      const contactId = row.identifiers[0]?.id as string;
      await db.tenancy.rows(
        `insert into marketing_allowance (contact_id, sent) values ($1, jsonb_build_object('earlier', $2::text))`,
        [contactId, sent],
      );
      contacts.push(contactId);
    }
    await db.events.recordAll(
      contacts.map((contactId) => ({
        ...{ type: 'custom.event' as const, contactId, occurredAt: new Date() },
        data: { name, properties: {} },
      })),
    );
  });
}
const runsOf = (automationId: string) =>
  db.asOwner<{ id: string; state: string; grouped: boolean }>(
    'select id, state, grouped from automation_run where automation_id = $1 order by id',
    [automationId],
  );
const emailsOf = (automationId: string) =>
  db.asOwner<{ state: string; late: boolean }>(
    `select m.state, m.sent_at > r.started_at + interval '2 seconds' as late from email_message m
       join automation_run r on r.id = m.run_id where r.automation_id = $1`,
    [automationId],
  );

describe('a held email', () => {
  beforeAll(async () => {
    const limits = { quietFrom: null, quietTo: null, perDay: 1, perWeek: null, giveUpAfterDays: 7 };
    await db.asOwner('update school set email_limits = $2 where id = $1', [school, JSON.stringify(limits)]);
  });

  it('is sent by the workflow of its run when the time has come, and once', async () => {
    const automationId = await mailing('alone');
    await enter('alone', 1, 4_000);
    const [run] = await eventually(
      () => runsOf(automationId),
      (runs) => runs[0]?.state === 'waiting',
    );
    await eventually(
      () => runsOf(automationId),
      (runs) => runs[0]?.state === 'completed',
    );
    expect(await emailsOf(automationId)).toEqual([{ state: 'sent', late: true }]);
    const history = await composition.client.workflow.getHandle(workflows.automationRun.id(run?.id ?? '')).fetchHistory();
    const timers = (history.events ?? []).filter(({ timerStartedEventAttributes: timer }) => timer);
    expect(timers.length).toBeGreaterThan(0);
  }, 60_000);

  it('of many who entered together is sent by their group', async () => {
    const automationId = await mailing('many');
    await enter('many', 12, 4_000);
    const held = await eventually(
      () => runsOf(automationId),
      (runs) => runs.length === 12 && runs.every(({ state }) => state === 'waiting'),
    );
    expect(held.every(({ grouped }) => grouped)).toBe(true);
    await eventually(
      () => runsOf(automationId),
      (runs) => runs.every(({ state }) => state === 'completed'),
    );
    expect(await emailsOf(automationId)).toEqual(Array(12).fill({ state: 'sent', late: true }));
  }, 60_000);
});
