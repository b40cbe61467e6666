import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallSecrets, CallSecretUnusableError } from '@perennial/stripe';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let secrets: CallSecrets;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  secrets = fixture.app.get(CallSecrets, { strict: false });
}, 60_000);
afterAll(() => fixture.close());

const canary = 'Bearer sk-canary-4711';
const graphWith = (url: string, header: object) => ({
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'call', kind: 'callUrl', config: { method: 'POST', url, headers: [header], body: [], timeoutSeconds: 10 } },
  ],
  edges: [{ source: 'start', port: 'next', target: 'call' }],
});
const create = async (staff = owner): Promise<{ id: string; draftRevision: number }> =>
  (await staff.send('POST', '/api/admin/automations', { name: 'Call' })).body;
const save = (id: string, revision: number, graph: object, staff = owner) =>
  staff.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision });
const headerOf = async (id: string): Promise<{ name: string; value: string; secret: string }> =>
  (await owner.get(`/api/admin/automations/${id}`)).body.draft.nodes[1].config.headers[0];
const open = (header: { name: string; value: string; secret?: string }, url: string) =>
  fixture.tenancy.withSchool(fixture.kiln, () => secrets.open([header], url));
const hook = 'https://example.com/hook';

describe('a header value', () => {
  it('is stored sealed, never answered, frozen without it, and opened for its host', async () => {
    const { id, draftRevision } = await create();
    const saved = await save(id, draftRevision, graphWith(hook, { name: 'Authorization', value: canary }));
    expect(saved.body.problems).toEqual([]);
    const published = await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
    expect(published.status).toBe(200);
    expect(JSON.stringify(published.body)).not.toContain('canary');
    const tables = ['automation', 'automation_version', 'call_secret', 'event'];
    for (const table of tables)
      expect(await fixture.rows(fixture.kiln, `select 1 from ${table} t where t::text like '%canary%'`)).toEqual([]);
    const header = await headerOf(id);
    expect(header).toEqual({ name: 'Authorization', value: '', secret: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await open(header, 'https://example.com/other')).toEqual([{ name: 'Authorization', value: canary }]);
  });

  it('stays the same when it is saved again, by its id or by its value', async () => {
    const { id, draftRevision } = await create();
    await save(id, draftRevision, graphWith(hook, { name: 'X-Key', value: canary }));
    const first = await headerOf(id);
    await save(id, draftRevision + 1, graphWith(hook, first));
    expect(await headerOf(id)).toEqual(first);
    await save(id, draftRevision + 2, graphWith(hook, { name: 'X-Key', value: canary }));
    expect(await headerOf(id)).toEqual(first);
    await save(id, draftRevision + 3, graphWith(hook, { name: 'X-Key', value: 'another' }));
    expect((await headerOf(id)).secret).not.toBe(first.secret);
  });

  it('is not sent to another host: the step has to be given it again', async () => {
    const { id, draftRevision } = await create();
    await save(id, draftRevision, graphWith(hook, { name: 'X-Key', value: canary }));
    const header = await headerOf(id);
    const moved = await save(id, draftRevision + 1, graphWith('https://evil.example/hook', header));
    expect(moved.body.problems).toMatchObject([{ code: 'other_host', nodeId: 'call', setting: 'headers' }]);
    await expect(open(header, 'https://evil.example/hook')).rejects.toThrow(CallSecretUnusableError);
  });

  it('or a secret is sealed alike, and a step whose address changes has to be given both again', async () => {
    const { id, draftRevision } = await create();
    const graph = graphWith(`${hook}?k={{ secret.key }}`, { name: 'X-Key', value: 'another' });
    Object.assign(graph.nodes[1]?.config ?? {}, { secrets: [{ name: 'key', value: canary }] });
    const saved = await save(id, draftRevision, graph);
    expect(saved.body.problems).toEqual([]);
    const { draft } = (await owner.get(`/api/admin/automations/${id}`)).body;
    const { config } = draft.nodes[1];
    expect(config.secrets).toEqual([{ name: 'key', value: '', secret: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(await fixture.rows(fixture.kiln, `select 1 from automation t where t::text like '%canary%'`)).toEqual([]);
    config.url = 'https://evil.example/?k={{ secret.key }}';
    const moved = await save(id, draftRevision + 1, draft);
    expect(moved.body.problems).toMatchObject([
      { code: 'other_host', setting: 'headers' },
      { code: 'other_host', setting: 'secrets' },
    ]);
  });

  it('of another school cannot be used', async () => {
    const { id, draftRevision } = await create();
    await save(id, draftRevision, graphWith(hook, { name: 'X-Key', value: canary }));
    const header = await headerOf(id);
    const stranger = await fixture.owner('bread');
    const theirs = await create(stranger);
    const saved = await save(theirs.id, theirs.draftRevision, graphWith(hook, header), stranger);
    expect(saved.body.problems).toMatchObject([{ nodeId: 'call', setting: 'headers' }]);
  });

  it('is set by owners and admins only, and support cannot lead it elsewhere', async () => {
    const { id, draftRevision } = await create();
    await save(id, draftRevision, graphWith(hook, { name: 'X-Key', value: canary }));
    const header = await headerOf(id);
    await fixture.rows(fixture.kiln, `update staff set role = 'support' where email = $1 returning id`, ['owner@kiln.example']);
    try {
      const refused = await save(id, draftRevision + 1, graphWith(hook, { name: 'X-Key', value: 'mine' }));
      expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden']);
      expect((await save(id, draftRevision + 1, graphWith('https://evil.example/x', header))).status).toBe(403);
    } finally {
      await fixture.rows(fixture.kiln, `update staff set role = 'owner' where email = $1 returning id`, ['owner@kiln.example']);
    }
  });

  it('that an earlier release stored in the open is sealed, in the drawing and in every version alike', async () => {
    const { id } = await create();
    const old = JSON.stringify(graphWith(hook, { name: 'X-Key', value: canary }));
    await fixture.rows(fixture.kiln, 'update automation set draft = $2 where id = $1 returning id', [id, old]);
    await fixture.rows(
      fixture.kiln,
      'insert into automation_version (automation_id, number, graph, trigger_types) values ($1, 1, $2, $3) returning id',
      [id, old, ['tag.added']],
    );
    await fixture.tenancy.withSchool(fixture.kiln, () => secrets.sealStored());
    const header = await headerOf(id);
    const [version] = await fixture.rows<{ header: object }>(
      fixture.kiln,
      `select graph #> '{nodes,1,config,headers,0}' as header from automation_version where automation_id = $1`,
      [id],
    );
    expect(version?.header).toEqual(header);
    expect(await open(header, hook)).toEqual([{ name: 'X-Key', value: canary }]);
  });
});
