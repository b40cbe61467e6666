import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ActivityPorts,
  createActivities,
  createAdvanceActivities,
  FirstAttempts,
  MailSender,
  Outbound,
  PublicAddresses,
  type Services,
  UrlCalls,
} from '@perennial/activities';
import { AutomationRun, Contact } from '@perennial/db';
import { onAccountOf } from '@perennial/logging';
import { CallSecrets } from '@perennial/stripe';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf, testBox } from '../../support/services.js';

let db: TestDatabase;
let school: string;
const now = new Date('2027-03-01T09:00:00Z');
let people = 0;
let names = 0;

/** A receiver of calls: how it answers, and the idempotency keys that it was sent. */
let answer: (respond: (status: number) => void) => void = (respond) => respond(200);
const keys: string[] = [];
/** The paths that it was called with. */
const paths: string[] = [];
let receiver: Server;
let outbound: Outbound;
let address: string;
/** Another host name of the same receiver. */
let elsewhere: string;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    keys.push(String(request.headers['idempotency-key']));
    paths.push(request.url ?? '');
    answer((status) => response.writeHead(status).end('thanks'));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  address = `http://${host}/hook`;
  const other = host.replace('127.0.0.1', 'localhost');
  elsewhere = `http://${other}/hook`;
  outbound = new Outbound([host, other]);
  db = await openDatabase('advance_many', { wall: () => now });
  school = await db.school('kiln');
});
afterAll(async () => {
  await outbound.close();
  receiver.closeAllConnections();
  receiver.close();
  await db.close();
});
beforeEach(() => {
  keys.length = 0;
  paths.length = 0;
  answer = (respond) => respond(200);
});

function connections() {
  const box = testBox();
  return { services: servicesOf(db, box), secrets: new CallSecrets(db.tenancy, box) };
}
function activities({ calls = true } = {}) {
  const { services, secrets } = connections();
  const urlCalls = new UrlCalls(services, outbound, secrets);
  return createAdvanceActivities(services, calls ? { attempts: new FirstAttempts(services, urlCalls, noMail(services)) } : {});
}
const noMail = (services: Services) =>
  new MailSender(
    services,
    { send: () => Promise.reject(new Error('no mail here')), close() {} },
    new PublicAddresses('http://admin', 'http://{slug}', Buffer.alloc(32).toString('base64')),
  );
/** The activities of a worker, as far as calls need them. */
function worker() {
  const { services, secrets } = connections();
  const rest = {} as Omit<ActivityPorts, 'outbound' | 'callSecrets'>;
  return createActivities(services, { ...rest, outbound, callSecrets: secrets });
}
const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const inMany = (runIds: readonly string[]) => ({
  schoolId: school,
  runs: runIds.map((runId) => ({ runId, expectedRevision: 0 })),
});

type Nodes = Parameters<typeof line>;
/** Enters new people into an automation. */
async function enter(count: number, ...nodes: Nodes): Promise<{ contactId: string; runId: string }[]> {
  return enterBy(
    Array.from({ length: count }, () => null),
    ...nodes,
  );
}
/** Enters a new person for each request. */
async function enterBy(requests: readonly (string | null)[], ...nodes: Nodes): Promise<{ contactId: string; runId: string }[]> {
  const name = `entered ${names++}`;
  const filters = { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] };
  const start = { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters } };
  await inSchool(() => publish(db, line(start, ...nodes), name));
  const contacts: string[] = [];
  for (const request of requests)
    contacts.push(
      await inSchool(async () => {
        const row = await db.tenancy.repo(Contact).insert({ email: `many${people++}@example.com`, timeZone: 'Europe/Berlin' });
        const contactId = row.identifiers[0]?.id as string;
        const event = { type: 'custom.event' as const, contactId, occurredAt: now, data: { name, properties: {} } };
        await onAccountOf(request, () => db.events.record(event));
        return contactId;
      }),
    );
  await drain(relayOver(db.relay, { wall: () => now }));
  const runs = await inSchool(() => db.tenancy.repo(AutomationRun).find());
  return contacts.map((contactId) => ({ contactId, runId: runs.find((run) => run.contactId === contactId)?.id as string }));
}
const tag = (id: string, label: string) => ({ id, kind: 'addTag', config: { tag: label } });
const call = (url = address) => ({ id: 'call', kind: 'callUrl', config: { method: 'POST', url, timeoutSeconds: 5 } });
const stateOf = (runId: string) => inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ id: runId }));
const tagsOf = async (contactId: string) =>
  (
    await db.asOwner<{ tag: string }>(
      'select t.name as tag from contact_tag c join tag t on t.id = c.tag_id where c.contact_id = $1 order by t.name',
      [contactId],
    )
  ).map((row) => row.tag);
const visitsOf = (runId: string) =>
  db.asOwner<{ node_id: string; port: string | null }>('select node_id, port from run_visit where run_id = $1 order by visit', [
    runId,
  ]);

describe('events of runs that enter with different requests', () => {
  const requestsOf = async (contactIds: readonly string[]) =>
    (
      await db.asOwner<{ request_id: string | null }>(
        `select request_id from event where type = 'tag.added' and contact_id = any($1) order by array_position($1, contact_id)`,
        [contactIds],
      )
    ).map((row) => row.request_id);

  it('have the request of the event that entered their run, in one dispatch', async () => {
    const entered = await enterBy(['click', null, 'visit'], tag('tag', 'by request'));
    const dispatches = await db.asOwner<{ dispatch: string }>(
      'select distinct coalesce(dispatch_id, event_id) as dispatch from automation_run where id = any($1)',
      [entered.map(({ runId }) => runId)],
    );
    expect(dispatches).toHaveLength(1);
    await activities().advanceMany(inMany(entered.map(({ runId }) => runId)));
    expect(await requestsOf(entered.map(({ contactId }) => contactId))).toEqual(['click', null, 'visit']);
  });

  it('have the request in progress where there is one', async () => {
    const entered = await enterBy(['click', 'visit'], tag('tag', 'by retry'));
    await onAccountOf('retry', () => activities().advanceMany(inMany(entered.map(({ runId }) => runId))));
    expect(await requestsOf(entered.map(({ contactId }) => contactId))).toEqual(['retry', 'retry']);
  });
});

describe('runs that are advanced together', () => {
  it('commit in one transaction, each with its visits, tags and events in order', async () => {
    const entered = await enter(5, tag('a', 'one'), tag('b', 'two'));
    const { results } = await activities().advanceMany(inMany(entered.map(({ runId }) => runId)));
    expect(results.map((result) => result?.kind)).toEqual(Array(5).fill('finish'));
    const commits = new Set<string>();
    for (const { contactId, runId } of entered) {
      expect(await tagsOf(contactId)).toEqual(['one', 'two']);
      expect((await visitsOf(runId)).map(({ node_id }) => node_id)).toEqual(['start', 'a', 'b']);
      const events = await db.asOwner<{ tag: string; commit: string }>(
        `select data->>'tag' as tag, xmin::text as commit from event where run_id = $1 order by id`,
        [runId],
      );
      expect(events.map((event) => event.tag)).toEqual(['one', 'two']);
      for (const { commit } of events) commits.add(commit);
    }
    expect(commits.size).toBe(1);
  });

  it('are advanced one by one when a step of one is refused: only that run is parked', async () => {
    const issue = { id: 'issue', kind: 'issueCertificate', config: { courseFrom: 'fixed', courseId: crypto.randomUUID() } };
    const fine = await enter(2, tag('a', 'fine'));
    const [refused] = await enter(1, tag('a', 'before'), issue);
    const ids = [fine[0]?.runId, refused?.runId, fine[1]?.runId].map(String);
    const { results } = await activities().advanceMany(inMany(ids));
    expect(results.map((result) => result?.kind)).toEqual(['finish', 'park', 'finish']);
    expect(await tagsOf(refused?.contactId ?? '')).toEqual(['before']);
    expect((await visitsOf(refused?.runId ?? '')).map(({ node_id }) => node_id)).toEqual(['start', 'a', 'issue']);
  });

  it('have no result where one cannot be advanced, and do not wait for it', async () => {
    const [one] = await enter(1, tag('a', 'alone'));
    const { results } = await activities().advanceMany(inMany([crypto.randomUUID(), one?.runId ?? '']));
    expect(results.map((result) => result?.kind ?? null)).toEqual([null, 'finish']);
  });

  it('add a tag that was removed by a step before, in the order of the steps', async () => {
    const remove = { id: 'b', kind: 'removeTag', config: { tag: 'again' } };
    const [one] = await enter(1, tag('a', 'again'), remove, tag('c', 'again'));
    await activities().advanceMany(inMany([one?.runId ?? '']));
    expect(await tagsOf(one?.contactId ?? '')).toEqual(['again']);
    const events = await db.asOwner<{ type: string }>('select type from event where run_id = $1 order by id', [one?.runId]);
    expect(events.map(({ type }) => type)).toEqual(['tag.added', 'tag.removed', 'tag.added']);
  });

  it('of another school are not found', async () => {
    const [one] = await enter(1, tag('a', 'mine'));
    const bread = await db.school('bread');
    const { results } = await activities().advanceMany({ ...inMany([one?.runId ?? '']), schoolId: bread });
    expect(results).toEqual([null]);
    expect((await stateOf(one?.runId ?? '')).revision).toBe(0);
  });
});

describe('a repeated advance', () => {
  it('is answered from any later revision, and does nothing twice', async () => {
    const [one] = await enter(1, call(), tag('a', 'called'));
    const input = { schoolId: school, runId: one?.runId ?? '', expectedRevision: 0 };
    const first = await activities().advance(input);
    expect(first).toMatchObject({ kind: 'finish', revision: 2 });
    expect(await activities().advance(input)).toEqual(first);
    expect(await activities().advance({ ...input, expectedRevision: 1 })).toEqual(first);
    expect(keys).toHaveLength(1);
  });

  it('of a run that nothing has moved writes nothing', async () => {
    const [one] = await enter(1, { id: 'pause', kind: 'waitDuration', config: { amount: 2, unit: 'days' } });
    const runId = one?.runId ?? '';
    const first = await activities().advance({ schoolId: school, runId, expectedRevision: 0 });
    const before = await db.asOwner('select xmin::text from automation_run where id = $1', [runId]);
    const second = await activities().advance({ schoolId: school, runId, expectedRevision: 1 });
    expect(second).toEqual(first);
    expect(await db.asOwner('select xmin::text from automation_run where id = $1', [runId])).toEqual(before);
  });

  it('says how long to wait as of now, not of the commit before', async () => {
    const [one] = await enter(1, { id: 'pause', kind: 'waitDuration', config: { amount: 2, unit: 'hours' } });
    const result = await activities().advance({ schoolId: school, runId: one?.runId ?? '', expectedRevision: 0 });
    expect(result).toMatchObject({ kind: 'wait', at: '2027-03-01T11:00:00.000Z', inMs: 7_200_000 });
    expect((await stateOf(one?.runId ?? '')).lastResult).not.toHaveProperty('inMs');
  });
});

describe('the first attempt of a call', () => {
  const effects = (runId: string) =>
    db.asOwner<{ state: string; attempts: number; outputs: object }>(
      'select state, attempts, outputs from effect where key like $1',
      [`${runId}:%`],
    );

  it('belongs to the walk: claimed, called once under its key, completed, and the walk continues', async () => {
    const [one] = await enter(1, tag('a', 'before'), call(), tag('b', 'after'));
    const runId = one?.runId ?? '';
    const result = await activities().advance({ schoolId: school, runId, expectedRevision: 0 });
    expect(result.kind).toBe('finish');
    expect(keys).toEqual([`${runId}:call:3`]);
    expect(await effects(runId)).toEqual([{ state: 'done', attempts: 1, outputs: { status: 200, body: 'thanks' } }]);
    expect(await tagsOf(one?.contactId ?? '')).toEqual(['after', 'before']);
    expect((await visitsOf(runId)).map(({ node_id, port }) => [node_id, port])).toEqual([
      ['start', 'next'],
      ['a', 'next'],
      ['call', 'next'],
      ['b', 'next'],
    ]);
  });

  it('that fails for now is left to an activity, with its outcome in the ledger', async () => {
    answer = (respond) => respond(503);
    const [one] = await enter(1, call());
    const runId = one?.runId ?? '';
    const result = await activities().advance({ schoolId: school, runId, expectedRevision: 0 });
    expect(result).toMatchObject({ kind: 'act', effect: 'callUrl', revision: 1 });
    expect(await effects(runId)).toMatchObject([{ state: 'refused', outputs: { status: 503 } }]);
    // The workflow of the run asks again before it calls the activity: the walk makes no second attempt.
    expect(await activities().advance({ schoolId: school, runId, expectedRevision: 1 })).toEqual(result);
    expect(keys).toHaveLength(1);
  });

  it('that fails permanently parks the run', async () => {
    answer = (respond) => respond(404);
    const [one] = await enter(1, call());
    const result = await activities().advance({ schoolId: school, runId: one?.runId ?? '', expectedRevision: 0 });
    expect(result).toMatchObject({ kind: 'park', code: 'url_refused' });
    expect((await stateOf(one?.runId ?? '')).problem).toContain('404');
  });

  it('that failed is made as staff edited it for one person, and the timeline shows the edit', async () => {
    answer = (respond) => respond(404);
    const [one] = await enter(1, call());
    const { runId = '', contactId = '' } = one ?? {};
    const advance = async () =>
      activities().advance({ schoolId: school, runId, expectedRevision: (await stateOf(runId)).revision });
    expect((await advance()).kind).toBe('park');
    const input = { url: `${address}?fixed=1`, body: [] };
    await inSchool(() =>
      db.events.record({ type: 'run.operated', contactId, occurredAt: now, data: { runId, action: 'retry', input } }),
    );
    await drain(relayOver(db.relay, { wall: () => now }));
    answer = (respond) => respond(200);
    expect(await advance()).toMatchObject({ kind: 'act', effect: 'callUrl' });
    await worker().calls.callUrl({ schoolId: school, runId });
    expect((await advance()).kind).toBe('finish');
    expect(paths).toEqual(['/hook', '/hook?fixed=1']);
    expect(new Set(keys).size).toBe(1);
    const [visit] = await db.asOwner<{ values: { actual: string }[] }>(
      `select evidence->'values' as values from run_visit where run_id = $1 and node_id = 'call'`,
      [runId],
    );
    expect(visit?.values.map(({ actual }) => actual)).toEqual([input.url]);
  });

  it('that fails permanently continues on the branch for that, if its step has one', async () => {
    answer = (respond) => respond(404);
    const failing = { ...call(), port: 'failed' };
    const [one] = await enter(1, { ...failing, config: { ...failing.config, onFailure: 'branch' } }, tag('sorry', 'call failed'));
    const runId = one?.runId ?? '';
    const result = await activities().advance({ schoolId: school, runId, expectedRevision: 0 });
    expect(result.kind).toBe('finish');
    expect(await tagsOf(one?.contactId ?? '')).toEqual(['call failed']);
    expect((await visitsOf(runId)).map(({ node_id, port }) => [node_id, port])).toContainEqual(['call', 'failed']);
    expect(keys).toHaveLength(1);
  });

  it('that fails for now is repeated by an activity for as long as its step says, and then takes the branch', async () => {
    answer = (respond) => respond(503);
    const patient = { ...call(), port: 'failed' };
    const config = { ...patient.config, retryFor: 'hours2', onFailure: 'branch' };
    const [one] = await enter(1, { ...patient, config }, tag('sorry', 'gave up'));
    const runId = one?.runId ?? '';
    const result = await activities().advance({ schoolId: school, runId, expectedRevision: 0 });
    expect(result).toMatchObject({ kind: 'act', effect: 'callUrl', retryFor: 'hours2' });
    const failed = { schoolId: school, runId, expectedRevision: 1, failed: 'url_unreachable' } as const;
    expect((await activities().advance(failed)).kind).toBe('finish');
    expect(await tagsOf(one?.contactId ?? '')).toEqual(['gave up']);
    const attempts = await db.asOwner('select from run_attempt where run_id = $1', [runId]);
    expect(attempts).toEqual([]);
  });

  it('ends after a few seconds; then the host is slow, and gets no other', async () => {
    answer = () => {};
    const [slow, next] = await enter(2, call());
    const own = activities();
    const result = await own.advance({ schoolId: school, runId: slow?.runId ?? '', expectedRevision: 0 });
    expect(result.kind).toBe('act');
    expect(await effects(slow?.runId ?? '')).toMatchObject([{ state: 'unknown' }]);
    const began = Date.now();
    const second = await own.advance({ schoolId: school, runId: next?.runId ?? '', expectedRevision: 0 });
    expect(second.kind).toBe('act');
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(keys).toHaveLength(1);
  }, 20_000);

  it('of many runs is made for all at the same time', async () => {
    let open = 0;
    let most = 0;
    answer = (respond) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        respond(200);
      }, 100);
    };
    const entered = await enter(6, call());
    const { results } = await activities().advanceMany(inMany(entered.map(({ runId }) => runId)));
    expect(results.map((result) => result?.kind)).toEqual(Array(6).fill('finish'));
    expect(most).toBeGreaterThan(3);
    expect(new Set(keys).size).toBe(6);
  });

  it('is no attempt where none are made: the activity makes the first', async () => {
    const [one] = await enter(1, call());
    const own = activities({ calls: false });
    expect((await own.advance({ schoolId: school, runId: one?.runId ?? '', expectedRevision: 0 })).kind).toBe('act');
    expect(keys).toEqual([]);
  });
});

describe('a host that does not answer', () => {
  it('holds ten places: its other calls have a queue of their own, and other hosts are called meanwhile', async () => {
    const held: (() => void)[] = [];
    const hang = (respond: (status: number) => void) => void held.push(() => respond(200));
    const entered = [...(await enter(11, call())), ...(await enter(1, call(elsewhere)))];
    await activities({ calls: false }).advanceMany(inMany(entered.map(({ runId }) => runId)));
    const [eleventh, healthy] = entered.slice(10).map(({ runId }) => ({ schoolId: school, runId }));
    const { calls, slowCalls } = worker();
    answer = hang;
    const hanging = entered.slice(0, 10).map(({ runId }) => calls.callUrl({ schoolId: school, runId }));
    for (let waits = 0; held.length < 10 && waits < 100; waits += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(held).toHaveLength(10);

    await expect(calls.callUrl(eleventh as never)).rejects.toMatchObject({ type: 'host_busy', nonRetryable: true });
    // This is not an attempt, because nothing was claimed or sent.
    expect(await db.asOwner('select 1 from effect where key like $1', [`${eleventh?.runId}:%`])).toEqual([]);
    answer = (respond) => respond(200);
    await calls.callUrl(healthy as never);
    await slowCalls.callUrl(eleventh as never);
    const done = await db.asOwner<{ key: string }>(
      `select key from effect where state = 'done' and split_part(key, ':', 1) = any($1)`,
      [[eleventh?.runId, healthy?.runId]],
    );
    expect(done).toHaveLength(2);

    for (const release of held) release();
    await Promise.all(hanging);
    // The places are free again.
    const [later] = await enter(1, call());
    await activities({ calls: false }).advance({ schoolId: school, runId: later?.runId ?? '', expectedRevision: 0 });
    await calls.callUrl({ schoolId: school, runId: later?.runId ?? '' });
  }, 20_000);
});
