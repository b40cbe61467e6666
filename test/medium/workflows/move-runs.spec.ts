import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflows } from '@perennial/contracts';
import { AutomationVersion, Contact } from '@perennial/db';
import { Graph } from '@perennial/domain/automation';
import { createLogger } from '@perennial/logging';
import { bundleWorkflows, type Composition, compose, createWorkers, temporalLog } from '@perennial/worker';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { fromRunner } from '../../support/runner.js';
import { makeNamespaceFor } from '../../support/temporal.js';
import { eventually, workerConfig } from '../../support/worker.js';

const namespace = `moves-${Date.now()}`;
const log = createLogger('silent', 'spec');
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

let db: TestDatabase;
let connection: NativeConnection;
let composition: Composition;
let workers: Worker[];
let over: Promise<unknown>;

beforeAll(async () => {
  Runtime.install({ logger: temporalLog(log) });
  db = await openDatabase('moves');
  await makeNamespaceFor(namespace);
  connection = await NativeConnection.connect({ address: fromRunner('TEST_TEMPORAL_ADDRESS') });
  composition = await compose(workerConfig(db, namespace), connection, log);
  composition.listener.start();
  composition.relay.start();
  workers = await createWorkers(workerConfig(db, namespace), connection, composition, await bundleWorkflows(), log);
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

const inSchool = <T>(school: string, work: () => Promise<T>) => db.tenancy.withSchool(school, work);
let people = 0;
const send = (school: string, contacts: readonly string[], name: string) =>
  inSchool(school, () =>
    db.events.recordAll(
      contacts.map((contactId) => ({
        ...{ type: 'custom.event' as const, contactId, occurredAt: new Date() },
        data: { name, properties: {} },
      })),
    ),
  );

type Step = Parameters<typeof line>[number];
const wait = (id: string, amount: number, unit: 'hours' | 'days'): Step => ({
  id,
  kind: 'waitDuration',
  config: { amount, unit },
});
const tag = (id: string): Step => ({ id, kind: 'addTag', config: { tag: id } });
const start = (name: string): Step => ({
  id: 'start',
  kind: 'trigger',
  config: { eventType: 'custom.event', filters: named(name) },
});

interface Row {
  readonly id: string;
  readonly contact_id: string;
  readonly state: string;
  readonly number: number;
  readonly node: string;
  readonly grouped: boolean;
  readonly due_at: Date;
  readonly visits: string[];
}
const runsOf = (automationId: string) =>
  db.asOwner<Row>(
    `select r.id, r.contact_id, r.state, v.number, r.cursor->>'nodeId' as node, r.grouped, w.due_at,
            array(select concat(t.node_id, ': ', t.evidence->>'reason') from run_visit t where t.run_id = r.id order by t.visit) as visits
       from automation_run r join automation_version v on v.id = r.version_id
       left join wait w on w.owner_kind = 'run' and w.owner_id = r.id where r.automation_id = $1 order by r.id`,
    [automationId],
  );

/** An automation with people who wait at its first step. */
async function waiting(school: string, name: string, count: number, ...steps: Step[]) {
  const automationId = await inSchool(school, () => publish(db, line(start(name), ...steps), name));
  const contacts: string[] = [];
  for (let i = 0; i < count; i++)
    await inSchool(school, async () => {
      const row = await db.tenancy.repo(Contact).insert({ email: `moved${people++}@example.com` });
      contacts.push(row.identifiers[0]?.id);
    });
  await send(school, contacts, name);
  const runs = await eventually(
    () => runsOf(automationId),
    (rows) => rows.length === count && rows.every(({ state }) => state === 'waiting'),
  );
  return { automationId, runs };
}

/** Publishes a second version, and requests a move of everybody at a step, as the API does. */
async function move(school: string, automationId: string, from: string, to: string | null, ...steps: Step[]) {
  return inSchool(school, async () => {
    const [{ draft } = { draft: {} }] = await db.tenancy.rows<{ draft: object }>('select draft from automation where id = $1', [
      automationId,
    ]);
    const first = Graph.parse(draft).nodes[0] as Step;
    const tags = await db.tenancy.rows<{ name: string; id: string }>(
      'select name, tag_named(name) as id from unnest($1::text[]) name',
      [steps.filter(({ kind }) => kind === 'addTag').map(({ id }) => id)],
    );
    const withIds = steps.map((step) => {
      const known = tags.find(({ name }) => name === step.id);
      return known ? { ...step, config: { tag: known.id } } : step;
    });
    const graph = Graph.parse({ schemaVersion: 1, ...line(first, ...withIds) });
    const made = await db.tenancy
      .repo(AutomationVersion)
      .insert({ automationId, number: 2, graph, triggerTypes: ['custom.event'] });
    const versionId: string = made.identifiers[0]?.id;
    const [row] = await db.tenancy.rows<{ id: string }>(
      `insert into run_move (automation_id, version_id, key, requested_by) values ($1, $2, $3, 'Nora') returning id`,
      [automationId, versionId, `publish:${versionId}`],
    );
    const moveId = row?.id ?? '';
    await db.tenancy.em.query(
      `insert into run_move_item (move_id, run_id, from_version_id, node_id, to_node_id)
       select $1, id, version_id, $3, $4 from automation_run where automation_id = $2`,
      [moveId, automationId, from, to],
    );
    await db.events.record({ type: 'runs.move_requested', contactId: null, occurredAt: new Date(), data: { moveId } });
    return moveId;
  });
}
const outcomes = async (moveId: string) => {
  await eventually(
    () => db.asOwner<{ state: string }>('select state from run_move where id = $1', [moveId]),
    ([row]) => row?.state === 'done',
  );
  const rows = await db.asOwner<{ outcome: string; count: number }>(
    'select outcome, count(*)::int as count from run_move_item where move_id = $1 group by 1 order by 1',
    [moveId],
  );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
};
const statusOf = async (runId: string) =>
  (
    await composition.client.workflow
      .getHandle(workflows.automationRun.id(runId))
      .describe()
      .catch(() => null)
  )?.status.name;

describe('runs that staff move to another version', () => {
  it('wait from when they began, with the new length, in workflows of their own, and then follow the new version', async () => {
    const school = await db.school('lake');
    const { automationId, runs } = await waiting(school, 'alone', 2, wait('pause', 2, 'days'), tag('old'));
    const moveId = await move(school, automationId, 'pause', 'pause', wait('pause', 5, 'hours'), tag('fresh'));
    expect(await outcomes(moveId)).toEqual({ moved: 2 });
    const moved = await eventually(
      () => runsOf(automationId),
      (rows) => rows.every(({ state, number }) => state === 'waiting' && number === 2),
    );
    for (const [i, { due_at, visits }] of moved.entries()) {
      // Two days minus five hours earlier than before.
      expect((runs[i]?.due_at.getTime() ?? 0) - due_at.getTime()).toBe(43 * 3_600_000);
      expect(visits).toContain('pause: Moved by staff to version 2.');
    }
  }, 60_000);

  it('leave their group, and continue once each', async () => {
    const school = await db.school('hill');
    const { automationId, runs } = await waiting(school, 'grouped', 24, wait('pause', 2, 'days'), tag('late'));
    expect(runs.every(({ grouped }) => grouped)).toBe(true);
    const moveId = await move(school, automationId, 'pause', 'soon', tag('soon'));
    expect(await outcomes(moveId)).toEqual({ moved: 24 });
    const ended = await eventually(
      () => runsOf(automationId),
      (rows) => rows.every(({ state }) => state === 'completed'),
    );
    expect(ended.every(({ number, grouped }) => number === 2 && !grouped)).toBe(true);
    const tagged = await db.asOwner<{ contact_id: string }>(
      `select contact_id from event where type = 'tag.added' and contact_id = any($1::uuid[])`,
      [ended.map(({ contact_id }) => contact_id)],
    );
    expect(tagged).toHaveLength(24);
  }, 60_000);

  it('may exit instead, and their workflows end', async () => {
    const school = await db.school('vale');
    const { automationId, runs } = await waiting(school, 'leaving', 2, wait('pause', 2, 'days'));
    const moveId = await move(school, automationId, 'pause', null, wait('other', 1, 'days'));
    expect(await outcomes(moveId)).toEqual({ exited: 2 });
    expect((await runsOf(automationId)).map(({ state, due_at }) => [state, due_at])).toEqual([
      ['exited', null],
      ['exited', null],
    ]);
    for (const { id } of runs)
      await eventually(
        () => statusOf(id),
        (status) => status === 'COMPLETED',
      );
  }, 60_000);

  it('are skipped where they have continued meanwhile, and a repeated batch moves nobody twice', async () => {
    const school = await db.school('glen');
    const { automationId } = await waiting(school, 'gone on', 2, wait('pause', 2, 'days'));
    const moveId = await move(school, automationId, 'elsewhere', 'pause', wait('pause', 1, 'hours'));
    expect(await outcomes(moveId)).toEqual({ skipped: 2 });
    const before = await runsOf(automationId);
    const { moveRuns } = composition.activities.lifecycle;
    expect(await moveRuns({ schoolId: school, moveId })).toEqual({ left: 0 });
    expect(await runsOf(automationId)).toEqual(before);
  }, 60_000);

  it('are never those of another school', async () => {
    const school = await db.school('dell');
    const other = await db.school('moss');
    const { automationId } = await waiting(school, 'fenced', 1, wait('pause', 2, 'days'));
    const moveId = await move(school, automationId, 'pause', 'pause', wait('pause', 1, 'hours'));
    const { moveRuns } = composition.activities.lifecycle;
    await expect(moveRuns({ schoolId: other, moveId })).rejects.toThrow();
    expect(await outcomes(moveId)).toEqual({ moved: 1 });
  }, 60_000);
});

describe('runs before a step that staff hold', () => {
  it('wait there, together or alone, and are released once each while others go on', async () => {
    const school = await db.school('ford');
    const automationId = await inSchool(school, () =>
      publish(db, line(start('held step'), tag('gate'), tag('past')), 'held step'),
    );
    await db.asOwner(
      `update automation set holds = '[{"nodeId": "gate", "heldBy": "Nora", "heldAt": "2027-01-01T00:00:00Z"}]' where id = $1`,
      [automationId],
    );
    const contacts: string[] = [];
    for (let i = 0; i < 24; i++)
      await inSchool(school, async () => {
        const row = await db.tenancy.repo(Contact).insert({ email: `gate${i}@example.com` });
        contacts.push(row.identifiers[0]?.id);
      });
    await send(school, contacts, 'held step');
    const held = await eventually(
      () => runsOf(automationId),
      (rows) => rows.length === 24 && rows.every(({ state }) => state === 'waiting'),
    );
    expect(held.every(({ node, due_at }) => node === 'gate' && due_at === null)).toBe(true);
    const free = await waiting(school, 'not held', 1, wait('pause', 2, 'days'));
    expect(free.runs.map(({ node }) => node)).toEqual(['pause']);
    await eventually(
      () => statusOf(held[0]?.id ?? ''),
      (status) => status === 'RUNNING',
    );

    const moveId = await inSchool(school, async () => {
      await db.tenancy.em.query(`update automation set holds = '[]' where id = $1`, [automationId]);
      const [row] = await db.tenancy.rows<{ id: string }>(
        `insert into run_move (automation_id, version_id, key, requested_by, action, held_node_id)
         select id, published_version_id, uuidv7()::text, 'Nora', 'release', 'gate' from automation where id = $1 returning id`,
        [automationId],
      );
      const id = row?.id ?? '';
      await db.events.record({ type: 'runs.move_requested', contactId: null, occurredAt: new Date(), data: { moveId: id } });
      return id;
    });
    expect(await outcomes(moveId)).toEqual({ moved: 24 });
    await eventually(
      () => runsOf(automationId),
      (rows) => rows.every(({ state }) => state === 'completed'),
    );
    const tagged = await db.asOwner(`select from event where type = 'tag.added' and contact_id = any($1::uuid[])`, [contacts]);
    expect(tagged).toHaveLength(48);
  }, 60_000);
});

describe('a run that repeats another from a step', () => {
  it('gets a workflow of its own, which takes that step and the next ones, and skips what happened', async () => {
    const school = await db.school('isle');
    const { automationId, runs } = await waiting(school, 'repeated', 1, tag('one'), tag('two'), wait('pause', 2, 'days'));
    const runId = await inSchool(school, async () => {
      const cursor = { nodeId: 'one', visit: 1, phase: 'enter', skips: ['one'] };
      const [row] = await db.tenancy.rows<{ id: string }>(
        `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, rerun_of)
         select automation_id, version_id, contact_id, event_id, 'again', $2, now(), id from automation_run where id = $1 returning id`,
        [runs[0]?.id, JSON.stringify(cursor)],
      );
      const id = row?.id ?? '';
      const contactId = runs[0]?.contact_id ?? null;
      await db.events.record({ type: 'run.rerun', contactId, occurredAt: new Date(), data: { runId: id } });
      return id;
    });
    const [, again] = await eventually(
      () => runsOf(automationId),
      (rows) => rows[1]?.state === 'waiting',
    );
    expect([again?.id, again?.node]).toEqual([runId, 'pause']);
    expect(again?.visits.slice(0, 2)).toEqual(['one: Not repeated, because it happened on the earlier journey.', 'two: Done.']);
    expect(await statusOf(runId)).toBe('RUNNING');
  }, 60_000);
});

describe('runs of an automation that holds them', () => {
  const hold = (automationId: string) =>
    db.asOwner(`update automation set state = 'paused', held_at = now() - interval '1 hour' where id = $1`, [automationId]);
  /** Resumes as the API does. */
  const resume = (school: string, automationId: string, waits: string) =>
    inSchool(school, async () => {
      const [row] = await db.tenancy.rows<{ id: string }>(
        `insert into run_move (automation_id, version_id, key, requested_by, waits, held_at)
         select id, published_version_id, uuidv7()::text, 'Nora', $2, held_at from automation where id = $1 returning id`,
        [automationId, waits],
      );
      const moveId = row?.id ?? '';
      await db.tenancy.em.query(
        `insert into run_move_item (move_id, run_id, from_version_id, node_id)
         select $1, id, version_id, '' from automation_run where automation_id = $2`,
        [moveId, automationId],
      );
      await db.tenancy.em.query(`update automation set state = 'active', held_at = null where id = $1`, [automationId]);
      await db.events.record({ type: 'runs.move_requested', contactId: null, occurredAt: new Date(), data: { moveId } });
      return moveId;
    });
  const codes = (automationId: string) =>
    db.asOwner<{ state: string; code: string | null }>(
      `select state, last_result->>'code' as code from automation_run where automation_id = $1`,
      [automationId],
    );

  it('take no step while it is paused, and continue when it is resumed', async () => {
    const school = await db.school('cove');
    const { automationId } = await waiting(
      school,
      'held',
      12,
      { id: 'pause', kind: 'waitDuration', config: { amount: 1, unit: 'minutes' } },
      tag('after'),
    );
    await hold(automationId);
    await db.asOwner(
      `update automation_run set cursor = jsonb_set(cursor, '{waitUntil}', to_jsonb(to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) where automation_id = $1`,
      [automationId],
    );
    await db.asOwner(
      `update wait set due_at = now() where owner_kind = 'run' and owner_id in (select id from automation_run where automation_id = $1)`,
      [automationId],
    );
    const { advanceMany } = composition.activities.automation;
    const runs = (await runsOf(automationId)).map(({ id }) => ({ runId: id, expectedRevision: 1 }));
    await advanceMany({ schoolId: school, runs });
    expect(new Set((await codes(automationId)).map(({ state, code }) => `${state} ${code}`))).toEqual(new Set(['parked paused']));
    expect(await outcomes(await resume(school, automationId, 'count'))).toEqual({ moved: 12 });
    await eventually(
      () => codes(automationId),
      (rows) => rows.every(({ state }) => state === 'completed'),
    );
  }, 60_000);

  it('wait longer by the pause if only active time counts', async () => {
    const school = await db.school('weir');
    const { automationId, runs } = await waiting(school, 'longer', 2, wait('pause', 2, 'days'));
    // They began to wait before the pause.
    await db.asOwner(
      `update automation_run set cursor = jsonb_set(cursor, '{enteredAt}', '"2020-01-01T00:00:00.000Z"') where automation_id = $1`,
      [automationId],
    );
    await hold(automationId);
    expect(await outcomes(await resume(school, automationId, 'active'))).toEqual({ moved: 2 });
    const later = await eventually(
      () => runsOf(automationId),
      (rows) => rows.every(({ state }) => state === 'waiting'),
    );
    for (const [i, { due_at }] of later.entries()) {
      const longer = due_at.getTime() - (runs[i]?.due_at.getTime() ?? 0);
      expect(longer).toBeGreaterThanOrEqual(3_600_000);
      expect(longer).toBeLessThan(3_660_000);
    }
  }, 60_000);
});
