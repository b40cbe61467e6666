import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createActivities } from '@perennial/activities';
import { AutomationRun, Contact } from '@perennial/db';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain as deliver, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';

let db: TestDatabase;
let school: string;
let now = new Date('2027-03-01T09:00:00Z');
let people = 0;

beforeAll(async () => {
  db = await openDatabase('holds', { wall: () => now });
  school = await db.school('kiln');
});
afterAll(() => db.close());

const activities = () => createActivities(servicesOf(db), {} as Parameters<typeof createActivities>[1]);
const drain = () => deliver(relayOver(db.relay, { wall: () => now }));
const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });
const trigger = (name: string) => ({ id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named(name) } });
const tag = (id: string) => ({ id, kind: 'addTag', config: { tag: id } });
const event = (contactId: string, name: string) =>
  inSchool(() => db.events.record({ type: 'custom.event', contactId, occurredAt: now, data: { name, properties: {} } }));

/** Enters new people into an automation whose steps are held. */
async function enter(graph: object, name: string, count = 1, held = ['gate'], clockId: string | null = null) {
  const automationId = await inSchool(() => publish(db, graph, name));
  await hold(automationId, ...held);
  const contacts: string[] = [];
  for (let i = 0; i < count; i++)
    contacts.push(
      await inSchool(async () => {
        const made = await db.tenancy.repo(Contact).insert({ email: `held${people++}@example.com`, clockId });
        return made.identifiers[0]?.id as string;
      }),
    );
  for (const contactId of contacts) await event(contactId, name);
  await drain();
  const runs = await inSchool(() => db.tenancy.repo(AutomationRun).findBy({ automationId }));
  const runIds = contacts.map((contactId) => runs.find((run) => run.contactId === contactId)?.id as string);
  return { automationId, contacts, runIds, runId: runIds[0] as string, contactId: contacts[0] as string };
}
const hold = (automationId: string, ...nodeIds: string[]) =>
  db.asOwner('update automation set holds = $2 where id = $1', [
    automationId,
    JSON.stringify(nodeIds.map((nodeId) => ({ nodeId, heldBy: 'Nora', heldAt: now.toISOString() }))),
  ]);
const stateOf = (runId: string) => inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ id: runId }));
const advance = async (runId: string) =>
  activities().automation.advance({ schoolId: school, runId, expectedRevision: (await stateOf(runId)).revision });
const waitsOf = (runId: string) =>
  db.asOwner<{ reason: string; due_at: Date | null; event_types: string[]; group_key: string | null }>(
    `select reason, due_at, event_types, group_key from wait where owner_kind = 'run' and owner_id = $1`,
    [runId],
  );
const visitsOf = async (runId: string) =>
  (
    await db.asOwner<{ text: string }>(
      `select concat(node_id, ': ', evidence->>'reason') as text from run_visit where run_id = $1 order by visit`,
      [runId],
    )
  ).map(({ text }) => text);
const tagsOf = async (contactId: string) =>
  (
    await db.asOwner<{ name: string }>(
      'select t.name from contact_tag c join tag t on t.id = c.tag_id where c.contact_id = $1 order by 1',
      [contactId],
    )
  ).map(({ name }) => name);

/** Ends the hold of a step and requests the release, as the API does. */
async function end(automationId: string, nodeId = 'gate'): Promise<string> {
  const [move] = await inSchool(async () => {
    await db.tenancy.em.query(`update automation set holds = '[]' where id = $1`, [automationId]);
    return db.tenancy.rows<{ id: string }>(
      `insert into run_move (automation_id, version_id, key, requested_by, action, held_node_id)
       select id, published_version_id, uuidv7()::text, 'Nora', 'release', $2 from automation where id = $1 returning id`,
      [automationId, nodeId],
    );
  });
  return move?.id ?? '';
}
const carryOut = async (moveId: string) => {
  let batches = 0;
  for (;;) {
    const { left } = await activities().lifecycle.moveRuns({ schoolId: school, moveId });
    batches++;
    if (left === 0) return batches;
  }
};
const outcomesOf = (moveId: string) =>
  db.asOwner<{ outcome: string; count: number }>(
    'select outcome, count(*)::int as count from run_move_item where move_id = $1 group by 1',
    [moveId],
  );

describe('a step that staff hold', () => {
  const graph = (name: string) => line(trigger(name), tag('before'), tag('gate'), tag('after'));

  it('stops whoever reaches it: the steps before it are done, and an advance that is repeated changes nothing', async () => {
    const { runId, contactId } = await enter(graph('reached'), 'reached');
    const first = await advance(runId);
    expect(first).toMatchObject({ kind: 'park', code: 'held', nodeId: 'gate' });
    expect(await tagsOf(contactId)).toEqual(['before']);
    expect(await waitsOf(runId)).toEqual([
      { reason: 'Held by staff before this step.', due_at: null, event_types: [], group_key: null },
    ]);
    expect(await visitsOf(runId)).toContain('gate: Held by staff before this step.');
    const { revision, state } = await stateOf(runId);
    expect(state).toBe('waiting');
    expect(await advance(runId)).toEqual(first);
    expect((await stateOf(runId)).revision).toBe(revision);
    expect(await activities().automation.advance({ schoolId: school, runId, expectedRevision: 0 })).toEqual(first);
  });

  it('does not stop anybody in another automation, nor whoever has begun it', async () => {
    const other = await enter(graph('other'), 'other', 1, []);
    expect((await advance(other.runId)).kind).toBe('finish');
    const pause = { id: 'gate', kind: 'waitDuration', config: { amount: 1, unit: 'days' } };
    const begun = await enter(line(trigger('begun'), pause, tag('later')), 'begun', 1, []);
    expect((await advance(begun.runId)).kind).toBe('wait');
    await hold(begun.automationId, 'gate');
    now = new Date(now.getTime() + 86_400_000);
    expect((await advance(begun.runId)).kind).toBe('finish');
  });

  it('is left by an exit rule and by a goal', async () => {
    const exits = { ...graph('exits'), exitRules: [{ eventType: 'custom.event', filters: named('bought'), sameRecord: false }] };
    const left = await enter(exits, 'exits');
    await advance(left.runId);
    await event(left.contactId, 'something else');
    await event(left.contactId, 'bought');
    await drain();
    expect((await advance(left.runId)).kind).toBe('finish');
    expect((await stateOf(left.runId)).state).toBe('exited');
    expect(await waitsOf(left.runId)).toEqual([]);

    const goal = {
      ...graph('goals'),
      goal: { eventType: 'custom.event', filters: named('joined'), sameRecord: false },
      goalStep: 'after',
    };
    const reached = await enter(goal, 'goals');
    await advance(reached.runId);
    await event(reached.contactId, 'joined');
    await drain();
    expect((await advance(reached.runId)).kind).toBe('finish');
    expect(await tagsOf(reached.contactId)).toEqual(['after', 'before']);
  });

  it('is left by an exit that happened before the run was committed as held', async () => {
    const exits = {
      ...graph('early'),
      exitRules: [{ eventType: 'custom.event', filters: named('bought early'), sameRecord: false }],
    };
    const { runId, contactId } = await enter(exits, 'early');
    // Nobody waited for it yet, so that the relay woke nobody.
    await event(contactId, 'bought early');
    await drain();
    expect((await advance(runId)).kind).toBe('finish');
    expect((await stateOf(runId)).state).toBe('exited');
  });

  it('ends the journey if staff stop it, and cannot be skipped past', async () => {
    const { runId, contactId } = await enter(graph('stopped'), 'stopped');
    await advance(runId);
    const command = async (action: 'skip' | 'stop') => {
      await inSchool(() => db.events.record({ type: 'run.operated', contactId, occurredAt: now, data: { runId, action } }));
      await drain();
      return advance(runId);
    };
    expect(await command('skip')).toMatchObject({ kind: 'park', code: 'held' });
    expect((await command('stop')).kind).toBe('finish');
    expect((await stateOf(runId)).state).toBe('stopped');
  });

  it('stops people on a test clock, whatever the time is there, and shows their own time', async () => {
    const [clock] = await inSchool(() =>
      db.tenancy.rows<{ id: string }>(`insert into clock (name, now) values ('Held', '2031-05-01T10:00:00Z') returning id`),
    );
    const { runId } = await enter(graph('clocked'), 'clocked', 1, ['gate'], clock?.id ?? null);
    expect(await advance(runId)).toMatchObject({ kind: 'park', code: 'held' });
    await db.asOwner(`update clock set now = '2032-05-01T10:00:00Z' where id = $1`, [clock?.id]);
    expect(await advance(runId)).toMatchObject({ kind: 'park', code: 'held' });
    const [visit] = await db.asOwner<{ entered_at: Date }>(
      `select entered_at from run_visit where run_id = $1 and node_id = 'gate'`,
      [runId],
    );
    expect(visit?.entered_at.toISOString()).toBe('2031-05-01T10:00:00.000Z');
  });
});

describe('the release of a held step', () => {
  it('lets everyone begin the step once, in batches, and repeating a batch changes nothing', async () => {
    const { automationId, runIds, contacts } = await enter(line(trigger('many'), tag('gate')), 'many', 120);
    const entered = runIds.map((runId) => ({ runId, expectedRevision: 0 }));
    const { results } = await activities().automation.advanceMany({ schoolId: school, runs: entered });
    expect(new Set(results.map((result) => `${result?.kind} ${(result as { code?: string }).code}`))).toEqual(
      new Set(['park held']),
    );
    const moveId = await end(automationId);
    expect(await carryOut(moveId)).toBe(2);
    expect(await outcomesOf(moveId)).toEqual([{ outcome: 'moved', count: 120 }]);
    expect(await carryOut(moveId)).toBe(1);
    for (const runId of runIds) expect((await advance(runId)).kind).toBe('finish');
    const tagged = await db.asOwner(`select from event where type = 'tag.added' and contact_id = any($1::uuid[])`, [contacts]);
    expect(tagged).toHaveLength(120);
  });

  it('reaches a run that became held while the hold ended', async () => {
    const { automationId, runId } = await enter(line(trigger('raced'), tag('gate')), 'raced');
    await advance(runId);
    // The hold ends between the commit and what follows it, so that the release does not list this run.
    await hold(automationId);
    const committed = { schoolId: school, runId, expectedRevision: 0 };
    expect((await activities().automation.advance(committed)).kind).toBe('finish');
  });

  it('of some lets only them continue', async () => {
    const { automationId, runIds } = await enter(line(trigger('some'), tag('gate')), 'some', 3);
    for (const runId of runIds) await advance(runId);
    const [move] = await inSchool(() =>
      db.tenancy.rows<{ id: string }>(
        `insert into run_move (automation_id, version_id, key, requested_by, action)
         select id, published_version_id, uuidv7()::text, 'Nora', 'release' from automation where id = $1 returning id`,
        [automationId],
      ),
    );
    await inSchool(() =>
      db.tenancy.em.query(
        `insert into run_move_item (move_id, run_id, from_version_id, node_id) select $1, id, version_id, 'gate' from automation_run where id = $2`,
        [move?.id, runIds[1]],
      ),
    );
    await carryOut(move?.id ?? '');
    const kinds = [];
    for (const runId of runIds) kinds.push((await advance(runId)).kind);
    expect(kinds).toEqual(['park', 'finish', 'park']);
  });

  it('skips whoever is no longer held', async () => {
    const { automationId, runId } = await enter(line(trigger('gone'), tag('gate')), 'gone');
    await advance(runId);
    const moveId = await end(automationId);
    await db.asOwner(
      `insert into run_move_item (move_id, run_id, school_id, from_version_id, node_id) select $1, id, school_id, version_id, 'gate' from automation_run where id = $2`,
      [moveId, runId],
    );
    await advance(runId);
    await carryOut(moveId);
    expect(await outcomesOf(moveId)).toEqual([{ outcome: 'skipped', count: 1 }]);
  });
});
