import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line } from '../../support/automation.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
}, 60_000);
afterAll(() => fixture.close());

const start = { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } };
const wait = (id: string) => ({ id, kind: 'waitDuration', config: { amount: 1, unit: 'days' } });

/** A published automation, and a journey through its first version. */
async function journey(name: string, { state = 'completed', single = false } = {}) {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  let revision = draftRevision as number;
  const publish = async (...steps: ReturnType<typeof wait>[]) => {
    const graph = { schemaVersion: 1, ...line(start, ...steps) };
    revision = (await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision })).body.draftRevision;
    await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision });
  };
  await publish(wait('a'), wait('b'));
  const contact = (await owner.send('POST', '/api/admin/contacts', { email: `r${randomUUID().slice(0, 8)}@kiln.example` })).body;
  const [run] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, finished_at, state, single)
     select id, published_version_id, $2, $3::uuid, $3::text,
            '{"nodeId": "b", "visit": 3, "phase": "ended", "ending": "completed", "outputs": {"a": {"x": 1}}}', now(),
            case when $4 = 'completed' then now() end, $4, $5 from automation where id = $1 returning id`,
    [id, contact.id, randomUUID(), state, single],
  );
  const runId = run?.id ?? '';
  return {
    id: id as string,
    runId,
    publish,
    rerun: (body: object) => owner.send('POST', `/api/admin/runs/${runId}/reruns`, body),
  };
}
const rowOf = async (runId: string) =>
  (
    await fixture.rows<{ number: number; cursor: object; state: string; rerun_of: string }>(
      fixture.kiln,
      `select v.number, r.cursor, r.state, r.rerun_of from automation_run r join automation_version v on v.id = r.version_id where r.id = $1`,
      [runId],
    )
  )[0];

describe('a journey that has ended', () => {
  it('is repeated from a step as a journey of its own, once per request', async () => {
    const { runId, rerun } = await journey('Repeated');
    const request = { key: randomUUID(), from: 'b', skip: ['b'] };
    const first = await rerun(request);
    expect([first.status, (await rerun(request)).body]).toEqual([202, first.body]);
    expect(await rowOf(first.body.runId)).toEqual({
      ...{ number: 1, state: 'running', rerun_of: runId },
      cursor: { nodeId: 'b', visit: 1, phase: 'enter', outputs: { a: { x: 1 } }, skips: ['b'] },
    });
    expect((await owner.get(`/api/admin/runs/${first.body.runId}`)).body).toMatchObject({ rerunOf: runId });
    const asked = await fixture.rows(fixture.kiln, `select from event where type = 'run.rerun' and data->>'runId' = $1`, [
      first.body.runId,
    ]);
    expect(asked).toHaveLength(1);
  });

  it('is repeated on the version that it was on, or on the newest one', async () => {
    const { rerun, publish } = await journey('Versions');
    await publish(wait('b'), wait('c'));
    const on = async (version: string) =>
      (await rowOf((await rerun({ key: randomUUID(), from: 'b', version })).body.runId))?.number;
    expect([await on('current'), await on('newest')]).toEqual([1, 2]);
    expect((await rerun({ key: randomUUID(), from: 'a', version: 'newest' })).status).toBe(422);
    expect((await rerun({ key: randomUUID(), from: 'start' })).status).toBe(422);
  });

  it('is not repeated while the person is in an automation in which they may be only once, or before it ended', async () => {
    const { rerun } = await journey('Single', { single: true });
    expect((await rerun({ key: randomUUID(), from: 'b' })).status).toBe(202);
    expect((await rerun({ key: randomUUID(), from: 'b' })).status).toBe(409);
    const open = await journey('Open', { state: 'waiting' });
    expect((await open.rerun({ key: randomUUID(), from: 'b' })).status).toBe(409);
  });

  it('of an archived automation, or of another school, is not repeated', async () => {
    const { id, runId, rerun } = await journey('Archived');
    const request = { key: randomUUID(), from: 'b' };
    expect((await stranger.send('POST', `/api/admin/runs/${runId}/reruns`, request)).status).toBe(404);
    await owner.send('POST', `/api/admin/automations/${id}/archive`);
    expect((await rerun(request)).status).toBe(409);
  });
});
