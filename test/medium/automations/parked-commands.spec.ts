import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createActivities } from '@perennial/activities';
import { AutomationRun, AutomationVersion, Contact } from '@perennial/db';
import { Graph } from '@perennial/domain/automation';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain as deliver, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';

let db: TestDatabase;
let school: string;
let field: string;
const now = new Date('2027-03-01T09:00:00Z');
let people = 0;
let names = 0;

beforeAll(async () => {
  db = await openDatabase('parked', { wall: () => now });
  school = await db.school('kiln');
  const made = await inSchool(() =>
    db.tenancy.row<{ id: string }>(`insert into contact_field (name, type) values ('Level', 'number') returning id`, []),
  );
  field = made?.id ?? '';
});
afterAll(() => db.close());

const activities = () => createActivities(servicesOf(db), {} as Parameters<typeof createActivities>[1]);
const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
/** A step that fails, because its field does not exist, or the same step with a field that does. */
const step = (fieldId: string) => ({ id: 'set', kind: 'setField', config: { field: fieldId, value: 5 } });
const tag = { id: 'after', kind: 'addTag', config: { tag: 'after' } };

/** People whose journeys need attention at one step, in version 1; version 2 corrects the step. */
async function parked(count: number) {
  const name = `parked ${names++}`;
  const filters = { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] };
  const start = { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters } };
  const { automationId, newest } = await inSchool(async () => {
    const id = await publish(db, line(start, step(randomUUID()), tag), name);
    const [{ draft } = { draft: {} }] = await db.tenancy.rows<{ draft: object }>('select draft from automation where id = $1', [
      id,
    ]);
    const fixed = Graph.parse(draft);
    const nodes = fixed.nodes.map((node) => (node.id === 'set' ? { ...node, config: step(field).config } : node));
    const graph = { ...fixed, nodes };
    const version = await db.tenancy
      .repo(AutomationVersion)
      .insert({ automationId: id, number: 2, graph, triggerTypes: ['custom.event'] });
    return { automationId: id, newest: version.identifiers[0]?.id as string };
  });
  const contacts: string[] = [];
  for (let i = 0; i < count; i++)
    await inSchool(async () => {
      const made = await db.tenancy.repo(Contact).insert({ email: `parked${people++}@example.com` });
      const contactId = made.identifiers[0]?.id as string;
      contacts.push(contactId);
      await db.events.record({ type: 'custom.event', contactId, occurredAt: now, data: { name, properties: {} } });
    });
  await deliver(relayOver(db.relay, { wall: () => now }));
  const runs = await inSchool(() => db.tenancy.repo(AutomationRun).findBy({ automationId }));
  for (const { id } of runs) expect(await advance(id)).toMatchObject({ kind: 'park', code: 'misconfigured' });
  return { automationId, newest, contacts, runIds: runs.map(({ id }) => id) };
}
const stateOf = (runId: string) => inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ id: runId }));
const advance = async (runId: string) =>
  activities().automation.advance({ schoolId: school, runId, expectedRevision: (await stateOf(runId)).revision });

/** Requests a command to runs, as the API does, and carries it out. */
async function command(action: string, automationId: string, versionId: string, runIds: readonly string[]) {
  const moveId = await inSchool(async () => {
    const [row] = await db.tenancy.rows<{ id: string }>(
      `insert into run_move (automation_id, version_id, key, requested_by, action) values ($1, $2, uuidv7()::text, 'Nora', $3) returning id`,
      [automationId, versionId, action],
    );
    await db.tenancy.em.query(
      `insert into run_move_item (move_id, run_id, from_version_id, node_id) select $1, id, version_id, 'set' from automation_run where id = any($2)`,
      [row?.id, runIds],
    );
    return row?.id ?? '';
  });
  while ((await activities().lifecycle.moveRuns({ schoolId: school, moveId })).left > 0);
  const rows = await db.asOwner<{ outcome: string }>('select outcome from run_move_item where move_id = $1', [moveId]);
  return rows.map(({ outcome }) => outcome);
}
const attemptsOf = (runId: string) => db.asOwner('select from run_attempt where run_id = $1', [runId]);
const told = (contacts: readonly string[]) =>
  db.asOwner(`select from event where type = 'run.moved' and contact_id = any($1::uuid[])`, [contacts]);

describe('a command to everyone with the same error', () => {
  it('retries the step on the version that they entered, and records each attempt', async () => {
    const { automationId, newest, runIds, contacts } = await parked(120);
    expect(await command('retry', automationId, newest, runIds)).toEqual(Array(120).fill('moved'));
    expect(await told(contacts)).toHaveLength(120);
    const [runId = ''] = runIds;
    expect((await stateOf(runId)).state).toBe('running');
    expect(await advance(runId)).toMatchObject({ kind: 'park', code: 'misconfigured', version: 1 });
    expect(await attemptsOf(runId)).toHaveLength(2);
  });

  it('retries the step as the newest version has it', async () => {
    const { automationId, newest, runIds } = await parked(2);
    expect(await command('retry_newest', automationId, newest, runIds)).toEqual(['moved', 'moved']);
    for (const runId of runIds) expect(await advance(runId)).toMatchObject({ kind: 'finish', version: 2 });
  });

  it('keeps whose step the newest version does not have on their version', async () => {
    const { automationId, newest, runIds } = await parked(1);
    await db.asOwner(`update automation_version set graph = jsonb_set(graph, '{nodes,1,kind}', '"addNote"') where id = $1`, [
      newest,
    ]);
    expect(await command('retry_newest', automationId, newest, runIds)).toEqual(['moved']);
    expect(await advance(runIds[0] ?? '')).toMatchObject({ kind: 'park', version: 1 });
  });

  it('skips the step, or stops the journeys, with a row in their timelines', async () => {
    const { automationId, newest, runIds, contacts } = await parked(2);
    const [skippedRun = '', stoppedRun = ''] = runIds;
    expect(await command('skip', automationId, newest, [skippedRun])).toEqual(['moved']);
    expect((await advance(skippedRun)).kind).toBe('finish');
    expect(await command('stop', automationId, newest, [stoppedRun])).toEqual(['exited']);
    expect((await stateOf(stoppedRun)).state).toBe('stopped');
    const reasons = await db.asOwner<{ reason: string }>(
      `select evidence->>'reason' as reason from run_visit where node_id = 'set' and run_id = any($1) order by 1`,
      [runIds],
    );
    expect(reasons.map(({ reason }) => reason)).toEqual(['Skipped.', 'Stopped by staff.']);
    const tagged = await db.asOwner(`select from event where type = 'tag.added' and contact_id = any($1::uuid[])`, [contacts]);
    expect(tagged).toHaveLength(1);
  });

  it('does nothing to whoever has continued, and nothing twice', async () => {
    const { automationId, newest, runIds } = await parked(1);
    expect(await command('skip', automationId, newest, runIds)).toEqual(['moved']);
    expect(await command('retry', automationId, newest, runIds)).toEqual(['skipped']);
    expect((await advance(runIds[0] ?? '')).kind).toBe('finish');
    expect(await command('stop', automationId, newest, runIds)).toEqual(['skipped']);
  });
});
