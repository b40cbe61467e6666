import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAdvanceActivities } from '@perennial/activities';
import { AutomationRun, Contact } from '@perennial/db';
import { maxEventDepth } from '@perennial/domain/events';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain as deliver, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';

let db: TestDatabase;
let school: string;
let now = new Date('2027-03-01T09:00:00Z');
let people = 0;

beforeAll(async () => {
  db = await openDatabase('advance', { wall: () => now });
  school = await db.school('kiln');
});
afterAll(() => db.close());

const activities = () => createAdvanceActivities(servicesOf(db));
const relay = () => relayOver(db.relay, { wall: () => now });
const drain = () => deliver(relay());
const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const event = (contactId: string, name: string, properties: Record<string, string | number> = {}) =>
  inSchool(() => db.events.record({ type: 'custom.event', contactId, occurredAt: now, data: { name, properties } }));
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });
const trigger = (name: string) => ({ id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named(name) } });

/** Enters a new person into an automation with an event of that name. */
async function enter(graph: object, name: string): Promise<{ contactId: string; runId: string }> {
  const contactId = await inSchool(async () => {
    await publish(db, graph, name);
    return (await db.tenancy.repo(Contact).insert({ email: `person${people++}@example.com`, timeZone: 'Europe/Berlin' }))
      .identifiers[0]?.id as string;
  });
  await event(contactId, name);
  await drain();
  const run = await inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ contactId }));
  return { contactId, runId: run.id };
}
const advance = async (runId: string, failed?: 'url_unreachable') => {
  const run = await stateOf(runId);
  return activities().advance({ schoolId: school, runId, expectedRevision: run.revision, ...(failed && { failed }) });
};
const stateOf = (runId: string) => inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ id: runId }));
const visits = (runId: string) =>
  db.asOwner<{ node_id: string; port: string | null }>('select node_id, port from run_visit where run_id = $1 order by visit', [
    runId,
  ]);
const tags = async (contactId: string) =>
  (
    await db.asOwner<{ tag: string }>(
      'select t.name as tag from contact_tag c join tag t on t.id = c.tag_id where c.contact_id = $1 order by t.name',
      [contactId],
    )
  ).map(({ tag }) => tag);

describe('a straight run of light steps', () => {
  const graph = line(
    trigger('straight'),
    { id: 'a', kind: 'addTag', config: { tag: 'one' } },
    { id: 'b', kind: 'addTag', config: { tag: 'two' } },
    { id: 'c', kind: 'removeTag', config: { tag: 'one' } },
  );

  it('is executed and committed in one transaction, with a visit for each step', async () => {
    const { contactId, runId } = await enter(graph, 'straight');
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['two']);
    expect((await visits(runId)).map((visit) => visit.node_id)).toEqual(['start', 'a', 'b', 'c']);
    expect((await stateOf(runId)).state).toBe('completed');
  });

  it('gives the stored answer when it is repeated, and does nothing twice', async () => {
    const { runId, contactId } = await enter(graph, 'straight');
    const input = { schoolId: school, runId, expectedRevision: 0 };
    const first = await activities().advance(input);
    expect(await activities().advance(input)).toEqual(first);
    const events = await db.asOwner(`select 1 from event where contact_id = $1 and type = 'tag.added'`, [contactId]);
    expect(events).toHaveLength(2);
  });
});

describe('a step that sets a contact field', () => {
  const field = (name: string, type: string, options: string[] = []): Promise<string> =>
    inSchool(async () => {
      const made = await db.tenancy.row<{ id: string }>(
        'insert into contact_field (name, type, options) values ($1, $2, $3) returning id',
        [name, type, options],
      );
      return made?.id ?? '';
    });
  const changes = (contactId: string) =>
    db.asOwner<{ value: string | null; before: string | null; run_id: string | null }>(
      `select data->>'value' as value, data->>'before' as before, run_id from event
        where contact_id = $1 and type = 'contact.field_changed' order by id`,
      [contactId],
    );
  const set = (id: string, fieldId: string, value: unknown) => ({ id, kind: 'setField', config: { field: fieldId, value } });

  it('stores it with an event of the run, and a later condition reads it', async () => {
    const level = await field('Level', 'number');
    const tests = [{ field: `field.${level}.number`, operator: 'atLeast', value: 5 }];
    const graph = {
      nodes: [
        trigger('levelled'),
        set('before', level, 3),
        set('set', level, '5'),
        { id: 'if', kind: 'ifElse', config: { condition: { match: 'all', tests } } },
        { id: 'high', kind: 'addTag', config: { tag: 'high' } },
        { id: 'low', kind: 'addTag', config: { tag: 'low' } },
      ],
      edges: [
        { source: 'start', port: 'next', target: 'before' },
        { source: 'before', port: 'next', target: 'set' },
        { source: 'set', port: 'next', target: 'if' },
        { source: 'if', port: 'yes', target: 'high' },
        { source: 'if', port: 'no', target: 'low' },
      ],
    };
    const { contactId, runId } = await enter(graph, 'levelled');
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['high']);
    expect(await changes(contactId)).toEqual([
      { value: '3', before: null, run_id: runId },
      { value: '5', before: '3', run_id: runId },
    ]);
  });

  it('records nothing for a value that is there, and removes it with an empty one', async () => {
    const clay = await field('Clay', 'choices', ['Stoneware', 'Porcelain']);
    const graph = line(
      trigger('shaped'),
      set('a', clay, ['Porcelain']),
      set('b', clay, ['porcelain']),
      set('c', clay, null),
      set('d', clay, null),
    );
    const { contactId, runId } = await enter(graph, 'shaped');
    expect((await advance(runId)).kind).toBe('finish');
    expect((await changes(contactId)).map(({ value }) => value)).toEqual(['Porcelain', null]);
    expect(await db.asOwner('select 1 from contact_field_stored where contact_id = $1', [contactId])).toEqual([]);
  });

  it('needs attention where the field does not have the value any more', async () => {
    const kiln = await field('Kiln', 'choice', ['Gas']);
    const { contactId, runId } = await enter(line(trigger('fired'), set('a', kiln, 'Wood')), 'fired');
    expect(await advance(runId)).toMatchObject({ kind: 'park', nodeId: 'a', code: 'misconfigured' });
    expect(await changes(contactId)).toEqual([]);
  });
});

describe('a wait for an event', () => {
  const graph = {
    nodes: [
      trigger('asked'),
      {
        id: 'wait',
        kind: 'waitForEvent',
        config: {
          paths: [
            { port: 'answered', eventType: 'custom.event', filters: named('answered'), label: 'answered', sameRecord: false },
          ],
          timeoutAmount: 2,
          timeoutUnit: 'days',
          lookBackMinutes: 5,
        },
      },
      { id: 'yes', kind: 'addTag', config: { tag: 'answered' } },
      { id: 'no', kind: 'addTag', config: { tag: 'silent' } },
    ],
    edges: [
      { source: 'start', port: 'next', target: 'wait' },
      { source: 'wait', port: 'answered', target: 'yes' },
      { source: 'wait', port: 'timeout', target: 'no' },
    ],
  };

  it('is ended by the event', async () => {
    const { contactId, runId } = await enter(graph, 'asked');
    expect(await advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'wait' });
    await event(contactId, 'answered');
    await drain();
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['answered']);
  });

  it('is not ended by another event, nor by another person’s', async () => {
    const { contactId, runId } = await enter(graph, 'asked');
    const other = await enter(graph, 'asked');
    await advance(runId);
    await event(contactId, 'something else');
    await event(other.contactId, 'answered');
    await drain();
    expect((await advance(runId)).kind).toBe('wait');
    expect(await tags(contactId)).toEqual([]);
  });

  it('is ended by an event that was committed before the wait was', async () => {
    const { contactId, runId } = await enter(graph, 'asked');
    await event(contactId, 'answered');
    await drain();
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['answered']);
  });

  it('ends by its latest time, and an event after that is too late', async () => {
    const { contactId, runId } = await enter(graph, 'asked');
    await advance(runId);
    const before = now;
    now = new Date(now.getTime() + 3 * 86_400_000);
    await event(contactId, 'answered');
    await drain();
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['silent']);
    now = before;
  });

  it('keeps its latest time when it is woken for nothing', async () => {
    const { contactId, runId } = await enter(graph, 'asked');
    const first = await advance(runId);
    now = new Date(now.getTime() + 3_600_000);
    await event(contactId, 'noise');
    await drain();
    expect(await advance(runId)).toMatchObject({ kind: 'wait', at: first.kind === 'wait' ? first.at : '' });
    now = new Date(now.getTime() - 3_600_000);
  });
});

describe('an exit rule', () => {
  const graph = {
    ...line(
      trigger('nudge'),
      { id: 'sleep', kind: 'waitDuration', config: { amount: 3, unit: 'days' } },
      { id: 'late', kind: 'addTag', config: { tag: 'nudged' } },
    ),
    exitRules: [{ eventType: 'custom.event', filters: named('bought'), sameRecord: false }],
  };

  it('lets a person out at once, while a step still waits', async () => {
    const { contactId, runId } = await enter(graph, 'nudge');
    expect((await advance(runId)).kind).toBe('wait');
    await event(contactId, 'bought');
    await drain();
    expect((await advance(runId)).kind).toBe('finish');
    expect((await stateOf(runId)).state).toBe('exited');
    expect(await tags(contactId)).toEqual([]);
  });
});

describe('people who leave a step', () => {
  it('are counted once on its branch, as often as the advance is repeated', async () => {
    const graph = line(
      trigger('passed'),
      { id: 'wait', kind: 'waitDuration', config: { amount: 1, unit: 'days' } },
      { id: 'after', kind: 'addTag', config: { tag: 'passed' } },
    );
    const { runId } = await enter(graph, 'passed');
    const passages = () =>
      db.asOwner<{ node_id: string; port: string; people: number }>(
        `select p.node_id, p.port, sum(p.people)::int as people from passage p
           join automation_run r on r.automation_id = p.automation_id where r.id = $1 group by 1, 2 order by 1`,
        [runId],
      );
    await advance(runId);
    await advance(runId);
    expect(await passages()).toEqual([{ node_id: 'start', port: 'next', people: 1 }]);
    now = new Date(now.getTime() + 25 * 3_600_000);
    await advance(runId);
    const [visits] = await db.asOwner<{ n: number }>(
      'select count(*)::int as n from run_visit where run_id = $1 and left_at is not null',
      [runId],
    );
    const counted = await passages();
    expect(counted).toContainEqual({ node_id: 'wait', port: 'next', people: 1 });
    expect(counted.reduce((sum, { people }) => sum + people, 0)).toBe(visits?.n);
  });
});

describe('a step that keeps failing', () => {
  const graph = line(
    trigger('call'),
    { id: 'call', kind: 'callUrl', config: { method: 'POST', url: 'https://example.com/hook', timeoutSeconds: 5 } },
    { id: 'after', kind: 'addTag', config: { tag: 'called' } },
  );
  const operate = async (runId: string, action: 'retry' | 'skip' | 'stop') => {
    await inSchool(() => db.events.record({ type: 'run.operated', contactId: null, occurredAt: now, data: { runId, action } }));
    await drain();
  };
  const parked = async () => {
    const entered = await enter(graph, 'call');
    expect(await advance(entered.runId)).toMatchObject({ kind: 'act', effect: 'callUrl' });
    expect(await advance(entered.runId, 'url_unreachable')).toMatchObject({ kind: 'park', code: 'url_unreachable' });
    return entered;
  };

  it('parks the run, and nobody vanishes', async () => {
    const { runId } = await parked();
    expect(await stateOf(runId)).toMatchObject({ state: 'parked', problem: expect.stringContaining('did not answer') });
    expect((await advance(runId)).kind).toBe('park');
  });

  it('is retried with the same key on a command of staff', async () => {
    const { runId } = await parked();
    await operate(runId, 'retry');
    expect(await advance(runId)).toMatchObject({ kind: 'act', nodeId: 'call', visit: 2 });
    expect((await stateOf(runId)).state).toBe('running');
  });

  it('leaves a trace of each attempt', async () => {
    const { runId } = await parked();
    await operate(runId, 'retry');
    await advance(runId);
    await advance(runId, 'url_unreachable');
    const attempts = await db.asOwner<{ node_id: string; visit: number; code: string; at: Date; problem: string }>(
      'select node_id, visit, code, at, problem from run_attempt where run_id = $1 order by id',
      [runId],
    );
    expect(attempts).toMatchObject([
      { node_id: 'call', visit: 2, code: 'url_unreachable', at: now, problem: expect.stringContaining('did not answer') },
      { node_id: 'call', visit: 2, code: 'url_unreachable', at: now },
    ]);
  });

  it('is retried on another version that has the step, and goes on there', async () => {
    const { contactId, runId } = await parked();
    await inSchool(() =>
      db.tenancy.em.query(
        `with fixed as (
           insert into automation_version (automation_id, number, graph, trigger_types)
           select v.automation_id, v.number + 1,
                  jsonb_set(v.graph, '{edges}', jsonb_path_query_array(v.graph, '$.edges[*] ? (@.source != "call")')), v.trigger_types
             from automation_version v join automation_run r on r.version_id = v.id where r.id = $1 returning id)
         update automation_run set version_id = fixed.id from fixed where automation_run.id = $1`,
        [runId],
      ),
    );
    await operate(runId, 'retry');
    expect(await advance(runId)).toMatchObject({ kind: 'act', nodeId: 'call', visit: 2, version: 2 });
    await operate(runId, 'skip');
    expect(await advance(runId, 'url_unreachable')).toMatchObject({ kind: 'park' });
    await operate(runId, 'skip');
    expect((await advance(runId)).kind).toBe('finish');
    // The new version has no step after the call.
    expect(await tags(contactId)).toEqual([]);
  });

  it('is left out when staff skip it', async () => {
    const { contactId, runId } = await parked();
    await operate(runId, 'skip');
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['called']);
  });

  it('ends the run when staff stop it', async () => {
    const { contactId, runId } = await parked();
    await operate(runId, 'stop');
    expect((await advance(runId)).kind).toBe('finish');
    expect((await stateOf(runId)).state).toBe('stopped');
    expect(await tags(contactId)).toEqual([]);
  });
});

describe('a step of our own that cannot be carried out', () => {
  const graph = line(
    trigger('uncertain'),
    { id: 'before', kind: 'addTag', config: { tag: 'before' } },
    { id: 'issue', kind: 'issueCertificate', config: { courseFrom: 'fixed', courseId: '01920000-0000-7000-8000-000000000001' } },
    { id: 'after', kind: 'addTag', config: { tag: 'after' } },
  );
  const tell = async (runId: string, contactId: string, action: 'skip' | 'retry') => {
    await inSchool(() => db.events.record({ type: 'run.operated', contactId, occurredAt: now, data: { runId, action } }));
    await drain();
  };

  it('keeps what came before it, and is what staff retry or skip', async () => {
    const { contactId, runId } = await enter(graph, 'uncertain');
    expect(await advance(runId)).toMatchObject({ kind: 'park', nodeId: 'issue', code: 'misconfigured' });
    expect(await tags(contactId)).toEqual(['before']);
    expect((await visits(runId)).map((visit) => visit.node_id)).toEqual(['start', 'before', 'issue']);
    await tell(runId, contactId, 'retry');
    expect(await advance(runId)).toMatchObject({ kind: 'park', nodeId: 'issue' });
    await tell(runId, contactId, 'skip');
    expect((await advance(runId)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['after', 'before']);
  });
});

describe('events that cause each other', () => {
  it('park the journey at the step that would continue, once the chain is too long', async () => {
    const contactId = await inSchool(async () => {
      await publish(db, line(trigger('circle'), { id: 'on', kind: 'addTag', config: { tag: 'on' } }), 'circle');
      return (await db.tenancy.repo(Contact).insert({ email: `person${people++}@example.com` })).identifiers[0]?.id as string;
    });
    await inSchool(() =>
      db.events.record({
        type: 'custom.event',
        contactId,
        occurredAt: now,
        data: { name: 'circle', properties: {} },
        cause: { eventId: '01920000-0000-7000-8000-000000000001', depth: maxEventDepth - 1 },
      }),
    );
    await drain();
    const { id } = await inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ contactId }));
    expect(await advance(id)).toMatchObject({ kind: 'park', nodeId: 'on', code: 'event_loop' });
    expect(await tags(contactId)).toEqual([]);
    await inSchool(() =>
      db.events.record({ type: 'run.operated', contactId, occurredAt: now, data: { runId: id, action: 'skip' } }),
    );
    await drain();
    expect((await advance(id)).kind).toBe('finish');
  });

  it('stop a person who enters too often, until staff allow it', async () => {
    const contactId = await inSchool(async () => {
      await publish(db, line(trigger('often'), { id: 'in', kind: 'addTag', config: { tag: 'in' } }), 'often');
      return (await db.tenancy.repo(Contact).insert({ email: `person${people++}@example.com` })).identifiers[0]?.id as string;
    });
    for (let i = 0; i < 11; i++) await event(contactId, 'often');
    await drain();
    const { id } = await inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ contactId, state: 'parked' }));
    expect(await advance(id)).toMatchObject({ kind: 'park', nodeId: 'start', revision: 0 });
    expect(await tags(contactId)).toEqual([]);
    await inSchool(() =>
      db.events.record({ type: 'run.operated', contactId, occurredAt: now, data: { runId: id, action: 'retry' } }),
    );
    await drain();
    expect((await advance(id)).kind).toBe('finish');
    expect(await tags(contactId)).toEqual(['in']);
  });
});
