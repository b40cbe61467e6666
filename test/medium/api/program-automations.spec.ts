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
const at = (id: string, more = '') => `/v1/automations/${id}${more}`;
const versionsOf = async (id: string) => (await owner.get(`/api/admin/automations/${id}/versions`)).body;

describe('a program that publishes', () => {
  it('publishes the draft that it has read, under the name of its key, and reads the version', async () => {
    const { id } = await drafted(owner, 'Published', graphOf(wait('a')));
    const { draftRevision, version } = (await writes.get(at(id))).body;
    expect(version).toBeNull();
    const { status, body } = await writes.post(at(id, '/publish'), { revision: draftRevision, note: 'From CI' });
    expect([status, body]).toEqual([200, { id, name: 'Published', state: 'active', version: 1, moveId: null }]);
    expect(await versionsOf(id)).toEqual([expect.objectContaining({ number: 1, publishedBy: 'Deploy', note: 'From CI' })]);
  });

  it('publishes once per Idempotency-Key, and the same key with another request is refused', async () => {
    const { id, revision } = await drafted(owner, 'Once', graphOf(wait('a')));
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => writes.post(at(id, '/publish'), { revision }, key)));
    expect(answers.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 1],
      [200, 1],
      [200, 1],
    ]);
    expect(await versionsOf(id)).toHaveLength(1);
    const other = await writes.post(at(id, '/publish'), { revision: revision + 1 }, key);
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_mismatch']);
  });

  it('is refused if someone saved the draft after it was read', async () => {
    const { id, revision } = await drafted(owner, 'Stale', graphOf(wait('a')));
    await saved(owner, id, graphOf(wait('a', 5)), revision);
    const { status, body } = await writes.post(at(id, '/publish'), { revision });
    expect([status, body.error.code]).toEqual([409, 'stale_revision']);
    expect(await versionsOf(id)).toEqual([]);
  });

  it('gets the list of issues of a draft that cannot be published', async () => {
    const { id, revision } = await drafted(owner, 'Broken', graphOf(wait('a', -1)));
    const read = (await reads.get(at(id))).body;
    expect(read.problems.length).toBeGreaterThan(0);
    const key = randomUUID();
    const { status, body } = await writes.post(at(id, '/publish'), { revision }, key);
    expect([status, body.error.code, body.error.problems]).toEqual([422, 'graph_invalid', read.problems]);
    // A refusal uses up no key.
    const fixed = await saved(owner, id, graphOf(wait('a')), revision);
    expect((await writes.post(at(id, '/publish'), { revision: fixed }, key)).status).toBe(200);
  });

  it('moves people to the new version as chosen, and reads how far the move is', async () => {
    const { id, revision } = await drafted(owner, 'Moving', graphOf(wait('a')));
    await writes.post(at(id, '/publish'), { revision });
    await runAt(fixture, { automationId: id, nodeId: 'a', contactId: (await person(owner)).id });
    const next = await saved(owner, id, graphOf(wait('a', 2)), revision);
    const moves = [{ version: 1, nodeId: 'a', parked: false, to: 'a' }];
    const { body } = await writes.post(at(id, '/publish'), { revision: next, moves });
    expect(body).toMatchObject({ version: 2, moveId: expect.any(String) });
    const move = (await reads.get(at(id, `/moves/${body.moveId}`))).body;
    expect(move).toMatchObject({ version: 2, requestedBy: 'Deploy', state: 'running', total: 1 });
  });
});

describe('a program that pauses', () => {
  it('holds people and resumes them, and a repeated pause does not undo the resumption', async () => {
    const { id, revision } = await drafted(owner, 'Paused', graphOf(wait('a')));
    const early = await writes.post(at(id, '/pause'));
    expect([early.status, early.body.error.code]).toEqual([409, 'not_possible_now']);
    await writes.post(at(id, '/publish'), { revision });
    const key = randomUUID();
    const paused = await writes.post(at(id, '/pause'), { people: 'hold' }, key);
    expect([paused.status, paused.body]).toEqual([200, { id, name: 'Paused', state: 'paused', version: 1 }]);
    expect((await reads.get(at(id))).body).toMatchObject({ state: 'paused', heldSince: expect.any(String) });
    const resumed = await writes.post(at(id, '/resume'), { waits: 'restart' });
    expect([resumed.status, resumed.body.state]).toEqual([200, 'active']);
    expect((await writes.post(at(id, '/pause'), { people: 'hold' }, key)).body).toEqual(paused.body);
    expect((await reads.get(at(id))).body).toMatchObject({ state: 'active', heldSince: null });
  });

  it('ends journeys if it asks for it', async () => {
    const { id, revision } = await drafted(owner, 'Ended', graphOf(wait('a')));
    await writes.post(at(id, '/publish'), { revision });
    await runAt(fixture, { automationId: id, nodeId: 'a', contactId: (await person(owner)).id });
    expect((await writes.post(at(id, '/pause'), { people: 'exit' })).status).toBe(200);
    const moves = await fixture.rows(fixture.kiln, 'select requested_by from run_move where automation_id = $1', [id]);
    expect(moves).toEqual([{ requested_by: 'Deploy' }]);
    const wrong = await writes.post(at(id, '/pause'), { people: 'vanish' });
    expect([wrong.status, wrong.body.error.field]).toEqual([400, 'people']);
  });
});

describe('an automation', () => {
  it('is read with its published steps and how many people are where', async () => {
    const { nodes, ...rest } = graphOf(wait('a'), wait('b')) as unknown as { nodes: { id: string }[] };
    const named = nodes.map((node) => (node.id === 'a' ? { ...node, name: 'Three days' } : node));
    const { id, revision } = await drafted(owner, 'Read', { ...rest, nodes: named });
    await writes.post(at(id, '/publish'), { revision });
    for (const state of ['waiting', 'parked'])
      await runAt(fixture, { automationId: id, nodeId: 'a', state, contactId: (await person(owner)).id });
    const { status, body } = await reads.get(at(id));
    expect([status, body]).toEqual([
      200,
      {
        ...{ id, name: 'Read', state: 'active', version: 1, publishedAt: expect.any(String), draftRevision: revision },
        ...{ draftDiffers: false, heldSince: null, problems: [] },
        counts: { running: 0, waiting: 1, parked: 1, completed: 0 },
        steps: [
          { id: 'start', kind: 'trigger', label: expect.any(String) },
          { id: 'a', kind: 'waitDuration', label: 'Three days' },
          { id: 'b', kind: 'waitDuration', label: expect.any(String) },
        ],
        people: [{ version: 1, nodeId: 'a', people: 2, parked: 1 }],
      },
    ]);
  });

  it('is neither read nor changed with a key that lacks the scope', async () => {
    const { id, revision } = await drafted(owner, 'Scopes', graphOf(wait('a')));
    const contacts = await programOf(fixture, owner, ['contacts:read']);
    expect((await contacts.get(at(id))).body.error.code).toBe('missing_scope');
    const onlyWrites = await programOf(fixture, owner, ['automations:write']);
    expect((await onlyWrites.get(at(id))).status).toBe(403);
    for (const action of ['publish', 'pause', 'resume']) {
      const { status, body } = await reads.post(at(id, `/${action}`), { revision });
      expect([action, status, body.error.code]).toEqual([action, 403, 'missing_scope']);
    }
    expect(await versionsOf(id)).toEqual([]);
  });

  it('of another school is not found, and stays as it is', async () => {
    const { id, revision } = await drafted(owner, 'Ours', graphOf(wait('a')));
    expect((await theirs.get(at(id))).status).toBe(404);
    for (const action of ['publish', 'pause', 'resume'])
      expect([action, (await theirs.post(at(id, `/${action}`), { revision })).status]).toEqual([action, 404]);
    expect(await versionsOf(id)).toEqual([]);
  });
});

describe('the key of a program', () => {
  it('is shown to the program with its scopes and school, whatever its scopes', async () => {
    const { status, body } = await reads.get('/v1/api-key');
    expect([status, body]).toEqual([
      200,
      { name: 'CI', scopes: ['automations:read'], school: { id: fixture.kiln, name: 'Kiln' } },
    ]);
    expect((await theirs.get('/v1/api-key')).body.school).toEqual({ id: fixture.bread, name: 'Bread' });
    const events = await programOf(fixture, owner, ['events:write']);
    expect((await events.get('/v1/api-key')).body.scopes).toEqual(['events:write']);
  });

  it('is needed', async () => {
    const wrong: Record<string, string>[] = [{}, { authorization: 'Bearer pk_0123456789012345678901234567890' }];
    for (const headers of wrong)
      expect((await fixture.request({ method: 'GET', path: '/v1/api-key', headers })).status).toBe(401);
  });
});
