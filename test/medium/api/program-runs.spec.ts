import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line } from '../../support/automation.js';
import { drafted, person, programOf, runAt, type SpecProgram, saved } from './programs.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let writes: SpecProgram;
let reads: SpecProgram;
let theirs: SpecProgram;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  writes = await programOf(fixture, owner, ['automations:read', 'automations:write'], 'Deploy');
  reads = await programOf(fixture, owner, ['automations:read']);
  theirs = await programOf(fixture, await fixture.owner('bread'), ['automations:read', 'automations:write']);
}, 60_000);
afterAll(() => fixture.close());

const start = { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } };
const wait = (id: string, amount = 1) => ({ id, kind: 'waitDuration', config: { amount, unit: 'days' } });
const graphOf = (...steps: Parameters<typeof line>) => ({ ...line(start, ...steps), schemaVersion: 1 });

/** A published automation with two waits. */
async function published(name: string) {
  const { id, revision } = await drafted(owner, name, graphOf(wait('a'), wait('b')));
  expect((await writes.post(`/v1/automations/${id}/publish`, { revision })).status).toBe(200);
  const enter = async (nodeId: string, more: { state?: string; startedAt?: string; name?: string } = {}) => {
    const contact = await person(owner, more.name);
    return { contact, id: await runAt(fixture, { automationId: id, nodeId, contactId: contact.id, ...more }) };
  };
  return { id, revision, runs: `/v1/automations/${id}/runs`, moves: `/v1/automations/${id}/moves`, enter };
}
const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);
const commandsTo = (runId: string) =>
  fixture.rows<{ action: string }>(
    fixture.kiln,
    `select data->>'action' as action from event where type = 'run.operated' and data->>'runId' = $1`,
    [runId],
  );

describe('the journeys of an automation', () => {
  it('are listed with who is where, newest first', async () => {
    const { id, runs, enter } = await published('Who is where');
    const older = await enter('a', { startedAt: '2027-01-16T10:00:00Z', name: 'Ana' });
    const newer = await enter('b', { state: 'parked' });
    const { status, body } = await reads.get(runs);
    expect([status, idsOf({ body }), body.next]).toEqual([200, [newer.id, older.id], null]);
    expect(body.items[1]).toMatchObject({
      ...{ automationId: id, automationName: 'Who is where', state: 'waiting', version: 1 },
      contact: { id: older.contact.id, name: 'Ana', email: older.contact.email, clockId: null },
      step: { id: 'a', kind: 'waitDuration', label: 'Wait' },
    });
    expect(body.items[0]).toMatchObject({ state: 'parked', problem: 'The host answered 500.', step: { id: 'b' } });
  });

  it('are listed by state, by step and by person', async () => {
    const { runs, enter } = await published('Filters');
    const [waiting, parked, ended] = [
      await enter('a'),
      await enter('b', { state: 'parked' }),
      await enter('a', { state: 'completed' }),
    ];
    const listed = async (query: string) => idsOf(await reads.get(`${runs}?${query}`));
    expect(await listed('state=parked')).toEqual([parked.id]);
    expect(await listed('step=a')).toEqual([waiting.id]);
    expect(await listed(`contactId=${ended.contact.id}`)).toEqual([ended.id]);
    expect(await listed(`email=${parked.contact.email.toUpperCase()}`)).toEqual([parked.id]);
    expect(await listed(`email=${parked.contact.email}&state=waiting`)).toEqual([]);
    expect(await listed('held=true')).toEqual([]);
    for (const query of ['state=asleep', 'contactId=x', 'pageSize=101', 'pageSize=0', 'after=x'])
      expect([query, (await reads.get(`${runs}?${query}`)).status]).toEqual([query, 400]);
  });

  it('are paged without gaps and repetitions, also where many started at the same time and others start meanwhile', async () => {
    const { runs, enter } = await published('Pages');
    const all: string[] = [];
    for (let index = 0; index < 7; index++) all.push((await enter('a')).id);
    const seen: string[] = [];
    for (let after: string | null = null, page = 0; page === 0 || after !== null; page++) {
      const answer = await reads.get(`${runs}?pageSize=3${after ? `&after=${after}` : ''}`);
      seen.push(...idsOf(answer));
      after = answer.body.next;
      if (page === 0) await enter('a', { startedAt: '2027-02-01T10:00:00Z' });
    }
    expect(seen).toEqual(all.toSorted().reverse());
  });

  it('are not paged after a journey of another automation', async () => {
    const [one, other] = [await published('One'), await published('Other')];
    const { id } = await other.enter('a');
    const { status, body } = await reads.get(`${one.runs}?after=${id}`);
    expect([status, body.error.field]).toEqual([400, 'after']);
  });

  it('of another school are not found, nor with a key that lacks the scope', async () => {
    const { runs, enter } = await published('Fenced');
    await enter('a');
    expect((await theirs.get(runs)).status).toBe(404);
    const contacts = await programOf(fixture, owner, ['contacts:read', 'automations:write']);
    expect((await contacts.get(runs)).body.error.code).toBe('missing_scope');
  });
});

describe('a journey', () => {
  it('is shown with the steps that it took and their labels, also of an earlier version', async () => {
    const { id, revision, enter } = await published('Shown');
    const run = await enter('b');
    await fixture.rows(
      fixture.kiln,
      `insert into run_visit (run_id, node_id, visit, entered_at, left_at, port, evidence)
       values ($1, 'start', 1, '2027-01-17T10:00:00Z', '2027-01-17T10:00:00Z', 'next', '{"reason": "Entered."}'),
              ($1, 'b', 2, '2027-01-17T10:00:00Z', null, null, null)`,
      [run.id],
    );
    const { status, body } = await reads.get(`/v1/runs/${run.id}`);
    expect([status, body.id, body.step.id, body.newestVersion]).toEqual([200, run.id, 'b', null]);
    expect(body.steps).toEqual([
      {
        step: { id: 'start', kind: 'trigger', label: expect.any(String) },
        ...{ visit: 1, enteredAt: '2027-01-17T10:00:00.000Z', leftAt: '2027-01-17T10:00:00.000Z', port: 'next' },
        evidence: { reason: 'Entered.' },
      },
      {
        step: { id: 'b', kind: 'waitDuration', label: 'Wait' },
        ...{ visit: 2, enteredAt: '2027-01-17T10:00:00.000Z', leftAt: null, port: null, evidence: null },
      },
    ]);
    expect([body.attempts, body.moves, body.rerunOf]).toEqual([[], [], null]);
    await saved(owner, id, graphOf(wait('a'), wait('b', 2)), revision);
  });

  it('of another school is neither shown nor acted on', async () => {
    const { enter } = await published('Ours');
    const run = await enter('a', { state: 'parked' });
    expect((await theirs.get(`/v1/runs/${run.id}`)).status).toBe(404);
    for (const action of ['retry', 'skip', 'stop'])
      expect([action, (await theirs.post(`/v1/runs/${run.id}/${action}`)).status]).toEqual([action, 404]);
    expect(await commandsTo(run.id)).toEqual([]);
  });

  it('is not acted on with a key that may only read, and not shown to one that may not', async () => {
    const { enter } = await published('Scopes');
    const run = await enter('a', { state: 'parked' });
    for (const action of ['retry', 'skip', 'stop']) {
      const { status, body } = await reads.post(`/v1/runs/${run.id}/${action}`);
      expect([action, status, body.error.code]).toEqual([action, 403, 'missing_scope']);
    }
    const contacts = await programOf(fixture, owner, ['contacts:read']);
    expect((await contacts.get(`/v1/runs/${run.id}`)).status).toBe(403);
    expect(await commandsTo(run.id)).toEqual([]);
  });
});

describe('a program that acts on a journey', () => {
  it('commands it once per Idempotency-Key, and gets the journey', async () => {
    const { enter } = await published('Once');
    const run = await enter('a', { state: 'parked' });
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => writes.post(`/v1/runs/${run.id}/retry`, {}, key)));
    expect(answers.map(({ status, body }) => [status, body.id, body.step.id])).toEqual(Array(3).fill([202, run.id, 'a']));
    expect(await commandsTo(run.id)).toEqual([{ action: 'retry' }]);
    const other = await writes.post(`/v1/runs/${run.id}/skip`, {}, key);
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_mismatch']);
  });

  it('retries, skips and stops as staff may: only what needs attention, and stops whatever has not ended', async () => {
    const { enter } = await published('Rules');
    const [parked, waiting, ended] = [
      await enter('a', { state: 'parked' }),
      await enter('a'),
      await enter('a', { state: 'completed' }),
    ];
    expect((await writes.post(`/v1/runs/${parked.id}/skip`)).status).toBe(202);
    for (const action of ['retry', 'skip']) {
      const { status, body } = await writes.post(`/v1/runs/${waiting.id}/${action}`);
      expect([action, status, body.error.code]).toEqual([action, 409, 'not_possible_now']);
    }
    expect((await writes.post(`/v1/runs/${waiting.id}/stop`)).status).toBe(202);
    expect((await writes.post(`/v1/runs/${ended.id}/stop`)).status).toBe(409);
    expect((await writes.post(`/v1/runs/${waiting.id}/explode`)).status).toBe(404);
  });

  it('retries with the newest version where that has the step', async () => {
    const { id, revision, enter } = await published('Versions');
    const run = await enter('a', { state: 'parked' });
    const early = await writes.post(`/v1/runs/${run.id}/retry`, { version: 'latest' });
    expect([early.status, early.body.error.field]).toEqual([400, 'version']);
    const next = await saved(owner, id, graphOf(wait('a', 2)), revision);
    await writes.post(`/v1/automations/${id}/publish`, { revision: next });
    expect((await reads.get(`/v1/runs/${run.id}`)).body).toMatchObject({ version: 1, newestVersion: 2 });
    const { status, body } = await writes.post(`/v1/runs/${run.id}/retry`, { version: 'newest' });
    expect([status, body.version]).toEqual([202, 2]);
    const gone = await enter('b', { state: 'parked' });
    expect((await writes.post(`/v1/runs/${gone.id}/retry`, { version: 'newest' })).status).toBe(409);
  });
});

describe('a program that moves people', () => {
  const from = (nodeId: string, to: string | null, parked = false) => ({ version: 1, nodeId, parked, to });

  it('moves those at a step to another one, or ends their journeys, and reads how far that is', async () => {
    const { moves, enter } = await published('Moved');
    const moved = await enter('a');
    await enter('a', { state: 'parked' });
    await enter('b');
    const { status, body } = await writes.post(moves, { moves: [from('a', 'b'), from('b', null)] });
    expect([status, body]).toEqual([
      202,
      expect.objectContaining({ action: 'move', version: 1, requestedBy: 'Deploy', state: 'running', total: 2 }),
    ]);
    await fixture.rows(
      fixture.kiln,
      `update run_move_item set outcome = 'moved', moved_at = now() where move_id = $1 and run_id = $2`,
      [body.id, moved.id],
    );
    expect((await reads.get(`${moves}/${body.id}`)).body).toMatchObject({
      ...{ total: 2, moved: 1, exited: 0 },
      results: [{ runId: moved.id, outcome: 'moved', contactName: moved.contact.email }],
    });
  });

  it('moves nobody twice with one Idempotency-Key', async () => {
    const { id, moves, enter } = await published('Moved once');
    await enter('a');
    const key = randomUUID();
    const body = { moves: [from('a', 'b')] };
    const answers = await Promise.all([1, 2, 3].map(() => writes.post(moves, body, key)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
    const rows = await fixture.rows(fixture.kiln, 'select from run_move where automation_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect((await writes.post(moves, { moves: [from('a', null)] }, key)).body.error.code).toBe('idempotency_mismatch');
  });

  it('is refused for a step that the published version does not have, and without people', async () => {
    const { moves } = await published('Refused');
    const nowhere = await writes.post(moves, { moves: [from('a', 'nowhere')] });
    expect([nowhere.status, nowhere.body.error.field]).toEqual([422, 'moves']);
    expect((await writes.post(moves, { moves: [] })).body.error.field).toBe('moves');
    const { id } = await drafted(owner, 'Draft only', graphOf(wait('a')));
    const draft = await writes.post(`/v1/automations/${id}/moves`, { moves: [from('a', 'a')] });
    expect([draft.status, draft.body.error.code]).toEqual([409, 'not_possible_now']);
  });

  it('needs the scope for it, and does not find automations and moves of another school', async () => {
    const { id, moves, enter } = await published('Fenced moves');
    await enter('a');
    const body = { moves: [from('a', 'b')] };
    expect((await reads.post(moves, body)).body.error.code).toBe('missing_scope');
    expect((await theirs.post(moves, body)).status).toBe(404);
    expect(await fixture.rows(fixture.kiln, 'select from run_move where automation_id = $1', [id])).toEqual([]);
    const made = (await writes.post(moves, body)).body;
    expect((await theirs.get(`${moves}/${made.id}`)).status).toBe(404);
    const contacts = await programOf(fixture, owner, ['contacts:read']);
    expect((await contacts.get(`${moves}/${made.id}`)).status).toBe(403);
  });
});
