import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@perennial/db';
import type { Relay } from '@perennial/relay';
import type { DataSource } from 'typeorm';
import { line } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import type { Answer } from './http.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let database: DataSource;
let relay: Relay;
const logged: string[] = [];
beforeAll(async () => {
  fixture = await Fixture.open({ log: { write: (entry) => logged.push(entry) } });
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  database = createDataSource({ url: fixture.databaseUrl, poolSize: 4, role: 'relay' });
  await database.initialize();
  relay = relayOver(database);
}, 60_000);
afterAll(async () => {
  await database.destroy();
  await fixture.close();
});

let made = 0;
const freshEmail = (): string => `w${++made}@example.com`;
const graphWith = (config: object, tag: string) => ({
  ...line(
    { id: 'start', kind: 'trigger', config: { eventType: 'webhook.received', ...config } },
    { id: 'tag', kind: 'addTag', config: { tag } },
  ),
  schemaVersion: 1,
});

/** An automation that starts on a webhook, as a draft. */
async function drawn(config: object = {}, who = owner): Promise<{ id: string; revision: number }> {
  const { id, draftRevision } = (await who.send('POST', '/api/admin/automations', { name: `Webhook ${++made}` })).body;
  const tag = (await who.send('POST', '/api/admin/tags', { name: `t${made}` })).body.id;
  const saved = await who.send('PUT', `/api/admin/automations/${id}/draft`, {
    graph: graphWith(config, tag),
    revision: draftRevision,
  });
  expect(saved.body.problems).toEqual([]);
  return { id, revision: saved.body.draftRevision };
}
const publish = async (id: string, revision: number, who = owner) => {
  const published = await who.send('POST', `/api/admin/automations/${id}/publish`, { revision });
  expect([published.status, published.body.problems]).toEqual([200, []]);
};
const place = (id: string) => `/api/admin/automations/${id}/webhooks/start`;
const addressOf = async (id: string, who = owner): Promise<string> => {
  const { status, body } = await who.send('PUT', place(id));
  expect(status).toBe(200);
  return new URL(body.url).pathname;
};

/** A published automation, with the path of its address. */
async function opened(config: object = {}): Promise<{ id: string; path: string }> {
  const { id, revision } = await drawn(config);
  await publish(id, revision);
  return { id, path: await addressOf(id) };
}
const post = (path: string, body: object | string, headers: Record<string, string> = {}): Promise<Answer> =>
  fixture.request({ method: 'POST', path, body, headers: { host: 'hooks.example', ...headers } });
const postForm = (path: string, body: string) => post(path, body, { 'content-type': 'application/x-www-form-urlencoded' });
const deliveriesOf = async (id: string) =>
  (await owner.get(`${place(id)}/deliveries`)).body as {
    result: string;
    notes: string[];
    body: unknown;
    contactId: string | null;
    contactName: string | null;
  }[];
const runsOf = async (id: string): Promise<string[]> => {
  await drain(relay);
  const { items } = (await owner.get(`/api/admin/automations/${id}/runs`)).body as { items: { contact: { email: string } }[] };
  return items.map(({ contact }) => contact.email).toSorted();
};
const eventsOf = (email: string) =>
  fixture.rows<{ id: string; data: { properties: object } }>(
    fixture.kiln,
    `select e.id, e.data from event e join contact c on c.id = e.contact_id where e.type = 'webhook.received' and c.email = $1 order by e.id`,
    [email],
  );
const contactsWith = (email: string) =>
  fixture.rows<{ name: string }>(fixture.kiln, 'select name from contact where email = $1', [email]);

describe('a webhook', () => {
  it('creates the person, records the event with its data, and starts only the automation that it was sent to', async () => {
    const config = {
      emailPath: 'data.customer.email',
      namePath: 'data.customer.name',
      fields: [
        { path: 'data.total', name: 'total' },
        { path: 'items.0.sku', name: 'sku' },
      ],
    };
    const [one, other] = [await opened(config), await opened(config)];
    const email = freshEmail();
    const body = { data: { customer: { email: email.toUpperCase(), name: 'Ana' }, total: 59 }, items: [{ sku: 'clay' }] };
    const answer = await post(one.path, body);
    expect([answer.status, answer.body]).toEqual([202, { id: expect.any(String) }]);
    expect(await contactsWith(email)).toEqual([{ name: 'Ana' }]);
    const properties = { total: 59, sku: 'clay' };
    expect(await eventsOf(email)).toEqual([
      { id: answer.body.id, data: { automationId: one.id, triggerId: 'start', properties } },
    ]);
    expect(await runsOf(one.id)).toEqual([email]);
    expect(await runsOf(other.id)).toEqual([]);
    const [contact] = (await owner.get(`/api/admin/contacts?q=${email}`)).body.items;
    expect(await deliveriesOf(one.id)).toEqual([
      expect.objectContaining({ result: 'accepted', notes: [], contactId: contact.id, contactName: 'Ana', body }),
    ]);
    expect(await deliveriesOf(other.id)).toEqual([]);
  });

  it('has data that the filters of the trigger read', async () => {
    const filters = { tests: [{ field: 'event.properties.total', operator: 'greaterThan', value: 50 }] };
    const { id, path } = await opened({ fields: [{ path: 'total', name: 'total' }], filters });
    const [cheap, dear] = [freshEmail(), freshEmail()];
    await post(path, { email: cheap, total: 49 });
    await post(path, { email: dear, total: 51 });
    expect(await runsOf(id)).toEqual([dear]);
  });

  it('may be a form', async () => {
    const { id, path } = await opened({ emailPath: 'customer[email]', fields: [{ path: 'order', name: 'order' }] });
    const email = freshEmail();
    expect((await postForm(path, `customer%5Bemail%5D=${encodeURIComponent(email)}&order=7`)).status).toBe(202);
    expect((await eventsOf(email))[0]?.data.properties).toEqual({ order: '7' });
    expect(await runsOf(id)).toEqual([email]);
    const hostile = await postForm(path, `__proto__=x&customer%5Bemail%5D=${email}`);
    expect(hostile.status).toBe(400);
  });

  it('without a valid address is refused with the path, and kept for staff', async () => {
    const { id, path } = await opened({ emailPath: 'data.email' });
    const answers = [await post(path, { data: {} }), await post(path, { data: { email: 'ana' } }), await post(path, [])];
    expect(answers.map(({ status, body }) => [status, body.error.code, body.error.field])).toEqual(
      Array(3).fill([422, 'rule_refused', 'data.email']),
    );
    expect(answers[0]?.body.error.message).toBe('The body has no email address at “data.email”.');
    expect((await deliveriesOf(id)).map(({ result, notes }) => [result, notes])).toEqual([
      ['refused', ['The body has no email address at “data.email”.']],
      ['refused', ['The value at “data.email” is not a valid email address.']],
      ['refused', ['The body has no email address at “data.email”.']],
    ]);
    expect(await runsOf(id)).toEqual([]);
  });

  it.each([
    ['a text', '"a"', { 'content-type': 'application/json' }, 400],
    ['no JSON', '{"a":', { 'content-type': 'application/json' }, 400],
    ['a prototype', '{"__proto__":{"email":"a@example.com"}}', { 'content-type': 'application/json' }, 400],
    ['a NUL', '{"email":"a@example.com","x":"\\u0000"}', { 'content-type': 'application/json' }, 400],
    ['half a character', '{"email":"a@example.com","x":"\\ud800"}', { 'content-type': 'application/json' }, 400],
    ['plain text', 'a', { 'content-type': 'text/plain' }, 415],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, 415],
    ['a file form', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['no type', '', {}, 415],
    ['more than 1 MB', `{"a":"${'x'.repeat(1_100_000)}"}`, { 'content-type': 'application/json' }, 413],
  ])('with %s is refused', async (_what, body, headers, status) => {
    const { path } = await opened();
    const answer = await post(path, body, headers as Record<string, string>);
    expect([answer.status, answer.body.error.requestId]).toEqual([status, expect.any(String)]);
  });

  it('says what is missing or was left out, and is accepted', async () => {
    const { id, path } = await opened({ fields: [{ path: 'items', name: 'items' }] });
    expect((await post(path, { email: freshEmail(), items: [1], password: 'canary-secret' })).status).toBe(202);
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ result: 'accepted', notes: [expect.stringContaining('“items”')] });
    expect(JSON.stringify(delivery)).not.toContain('canary-secret');
  });

  it('does not change the name of someone who has one', async () => {
    const { path } = await opened({ namePath: 'name' });
    const email = freshEmail();
    await post(path, { email, name: 'First', n: 1 });
    await post(path, { email, name: 'Second', n: 2 });
    expect(await contactsWith(email)).toEqual([{ name: 'First' }]);
  });

  it('is listed with the twenty newest only', async () => {
    const { id, path } = await opened();
    for (let n = 0; n < 23; n++) await post(path, { email: freshEmail(), n });
    const deliveries = await deliveriesOf(id);
    expect(deliveries.map(({ body }) => (body as { n: number }).n)).toEqual(Array.from({ length: 20 }, (_, n) => 22 - n));
    const [stored] = await fixture.rows<{ count: number }>(
      fixture.kiln,
      `select count(*)::int as count from webhook_delivery d join incoming_webhook w on w.id = d.webhook_id where w.automation_id = $1`,
      [id],
    );
    expect(stored?.count).toBe(20);
  });
});

describe('a repeated webhook', () => {
  it('with the same body starts the person once, also when both arrive together', async () => {
    const { id, path } = await opened();
    const body = { email: freshEmail(), order: 7 };
    const answers = await Promise.all([1, 2, 3].map(() => post(path, body)));
    answers.push(await post(path, { order: 7, email: body.email }));
    expect(new Set(answers.map(({ status, body: said }) => `${status} ${said.id}`)).size).toBe(1);
    expect(await eventsOf(body.email)).toHaveLength(1);
    expect(await runsOf(id)).toEqual([body.email]);
    expect((await deliveriesOf(id)).map(({ result }) => result)).toEqual(['repeated', 'repeated', 'repeated', 'accepted']);
  });

  it('with the same body a day later is a new one', async () => {
    const { id, path } = await opened();
    const body = { email: freshEmail() };
    await post(path, body);
    await fixture.rows(
      fixture.kiln,
      `update webhook_receipt r set expires_at = expires_at - interval '24 hours' from incoming_webhook w
        where w.id = r.webhook_id and w.automation_id = $1 returning key`,
      [id],
    );
    expect((await post(path, body)).status).toBe(202);
    expect(await eventsOf(body.email)).toHaveLength(2);
    expect(await runsOf(id)).toEqual([body.email, body.email]);
  });

  it('is recognised by the ID that the settings name, before one in a header, before its body', async () => {
    const { path } = await opened({ deliveryPath: 'id' });
    const email = freshEmail();
    const ids = new Set<string>();
    for (const [body, headers] of [
      [{ email, id: 'a', attempt: 1 }, {}],
      [{ email, id: 'a', attempt: 2 }, { 'idempotency-key': 'other' }],
      [{ email, attempt: 3 }, { 'idempotency-key': 'k' }],
      [{ email, attempt: 4 }, { 'idempotency-key': 'k' }],
      [{ email, attempt: 5 }, { 'webhook-id': 'k' }],
      [{ email, attempt: 6 }, { 'webhook-id': 'w' }],
    ] as const)
      ids.add((await post(path, body, headers)).body.id);
    expect(ids.size).toBe(3);
    expect(await eventsOf(email)).toHaveLength(3);
  });

  it('does not count for another address', async () => {
    const [one, other] = [await opened(), await opened()];
    const body = { email: freshEmail() };
    expect((await post(one.path, body)).body.id).not.toBe((await post(other.path, body)).body.id);
    expect(await runsOf(other.id)).toEqual([body.email]);
  });
});

describe('a webhook for an automation that is not active', () => {
  it('is a test while the automation is a draft: it is kept for staff, and nothing is recorded about the person', async () => {
    const { id, revision } = await drawn();
    const path = await addressOf(id);
    const body = { email: freshEmail() };
    const answer = await post(path, body);
    expect([answer.status, answer.body]).toEqual([202, { id: null }]);
    expect(await deliveriesOf(id)).toEqual([expect.objectContaining({ result: 'test', contactId: null, body })]);
    expect(await contactsWith(body.email)).toEqual([]);
    expect((await post(path, { mail: body.email })).status).toBe(422);
    await publish(id, revision);
    expect(await addressOf(id)).toBe(path);
    expect((await post(path, body)).body.id).toEqual(expect.any(String));
    expect(await runsOf(id)).toEqual([body.email]);
  });

  it('is a test while only the draft of a published automation has the trigger', async () => {
    const { id, path } = await opened();
    const { draft, draftRevision: revision } = (await owner.get(`/api/admin/automations/${id}`)).body;
    draft.nodes.push({ ...draft.nodes[0], id: 'second' });
    draft.edges.push({ source: 'second', port: 'next', target: 'tag' });
    await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: draft, revision });
    const { url } = (await owner.send('PUT', `/api/admin/automations/${id}/webhooks/second`)).body;
    const email = freshEmail();
    expect((await post(new URL(url).pathname, { email })).body).toEqual({ id: null });
    expect((await post(path, { email })).body.id).toEqual(expect.any(String));
    expect(await runsOf(id)).toEqual([email]);
  });

  it('is recorded about the person and starts nobody while the automation is paused, as events of programs are', async () => {
    const { id, path } = await opened();
    await owner.send('POST', `/api/admin/automations/${id}/pause`, {});
    const email = freshEmail();
    expect((await post(path, { email })).body.id).toEqual(expect.any(String));
    expect(await eventsOf(email)).toHaveLength(1);
    await drain(relay);
    await owner.send('POST', `/api/admin/automations/${id}/resume`, {});
    expect(await runsOf(id)).toEqual([]);
    expect(await deliveriesOf(id)).toMatchObject([{ result: 'not_active' }]);
  });

  it('uses the published settings until others are published', async () => {
    const { id, path } = await opened({ emailPath: 'old' });
    const { draft, draftRevision: revision } = (await owner.get(`/api/admin/automations/${id}`)).body;
    draft.nodes[0].config.emailPath = 'fresh';
    const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: draft, revision });
    expect((await post(path, { fresh: freshEmail() })).body.error.field).toBe('old');
    await publish(id, saved.body.draftRevision);
    expect((await post(path, { fresh: freshEmail() })).status).toBe(202);
  });
});

/** An answer without what differs for every request. */
const plain = ({ status, body }: Answer) => ({ status, error: { ...body.error, requestId: null } });

describe('an address', () => {
  it('that is unknown, or has a wrong secret, is not found in the same words', async () => {
    const { path } = await opened();
    const [, , id = '', secret = ''] = path.split('/');
    const body = { email: freshEmail() };
    const answers = [
      await post(`/hooks/${randomUUID()}/${secret}`, body),
      await post(`/hooks/${id}/${secret.slice(1)}x`, body),
      await post(`/hooks/${id}/x`, body),
      await post(`/hooks/nonsense/${secret}`, body),
      await post(`/hooks/${id}/${secret}`, body, { 'content-type': 'text/plain' }),
    ].map(plain);
    expect(answers.slice(0, 4)).toEqual(Array(4).fill(answers[0]));
    expect(answers[0]).toMatchObject({ status: 404, error: { code: 'not_found', message: 'There is nothing at this address.' } });
    expect(answers[4]?.status).toBe(415);
    expect(await contactsWith(body.email)).toEqual([]);
  });

  it('does not take the secret of another school, nor that of another automation', async () => {
    const mine = await opened();
    const { id, revision } = await drawn({}, stranger);
    await publish(id, revision, stranger);
    const theirs = await addressOf(id, stranger);
    const [mineId, theirSecret] = [mine.path.split('/')[2], theirs.split('/')[3]];
    const email = freshEmail();
    expect((await post(`/hooks/${mineId}/${theirSecret}`, { email })).status).toBe(404);
    expect((await post(theirs, { email })).status).toBe(202);
    expect(await contactsWith(email)).toEqual([]);
  });

  it('stays the same, until it is replaced: then only the new one works', async () => {
    const { id, path } = await opened();
    expect(await addressOf(id)).toBe(path);
    const replaced = await owner.send('POST', `${place(id)}/replace`);
    const next = new URL(replaced.body.url).pathname;
    expect(next).not.toBe(path);
    expect(await addressOf(id)).toBe(next);
    const body = { email: freshEmail() };
    expect((await post(path, body)).status).toBe(404);
    expect((await post(next, body)).status).toBe(202);
  });

  it('is made once, when two people open the trigger together', async () => {
    const { id } = await drawn();
    const paths = await Promise.all([1, 2, 3, 4].map(() => addressOf(id)));
    expect(new Set(paths).size).toBe(1);
  });

  it('is only for owners and admins of the school', async () => {
    const { id } = await opened();
    for (const answer of [
      await stranger.send('PUT', place(id)),
      await stranger.send('POST', `${place(id)}/replace`),
      await stranger.get(`${place(id)}/deliveries`),
    ])
      expect([answer.status, answer.body.error.code]).toEqual([404, 'not_found']);
    await fixture.rows(fixture.kiln, `update staff set role = 'support' where email = $1 returning id`, ['owner@kiln.example']);
    try {
      for (const answer of [
        await owner.send('PUT', place(id)),
        await owner.send('POST', `${place(id)}/replace`),
        await owner.get(`${place(id)}/deliveries`),
      ])
        expect([answer.status, answer.body.error.code]).toEqual([403, 'forbidden']);
    } finally {
      await fixture.rows(fixture.kiln, `update staff set role = 'owner' where email = $1 returning id`, ['owner@kiln.example']);
    }
  });

  it('has a secret that is stored sealed, and is in no graph, export, event or log', async () => {
    const { id, path } = await opened();
    const secret = path.split('/')[3] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    await post(path, { email: freshEmail() });
    await post(`/%68ooks/${path.split('/').slice(2).join('/')}`, { email: freshEmail() });
    for (const table of ['automation', 'automation_version', 'incoming_webhook', 'webhook_delivery', 'webhook_receipt', 'event'])
      expect(await fixture.rows(fixture.kiln, `select 1 from ${table} t where position($1 in t::text) > 0`, [secret])).toEqual(
        [],
      );
    const read = [await owner.get(`/api/admin/automations/${id}`), await owner.get(`/api/admin/automations/${id}/export`)];
    expect(JSON.stringify(read.map(({ body }) => body))).not.toContain(secret);
    expect(logged.join('')).toContain(`/hooks/${path.split('/')[2]}/…`);
    expect(logged.join('')).not.toContain(secret);
  });

  it('is not copied: a duplicate and an import have their own', async () => {
    const { id, path } = await opened();
    const copy = (await owner.send('POST', `/api/admin/automations/${id}/duplicate`)).body;
    const file = (await owner.get(`/api/admin/automations/${id}/export`)).body;
    const imported = (await owner.send('POST', '/api/admin/automations/import', file)).body;
    const paths = [path, await addressOf(copy.id), await addressOf(imported.id)];
    expect(new Set(paths.map((each) => each.split('/')[2])).size).toBe(3);
    const email = freshEmail();
    await post(paths[1] ?? '', { email });
    expect(await runsOf(id)).toEqual([]);
  });

  it('is gone with its automation, also after it is restored', async () => {
    const { id, path } = await opened();
    await post(path, { email: freshEmail() });
    expect((await owner.send('DELETE', `/api/admin/automations/${id}?people=continue`)).status).toBe(204);
    expect((await post(path, { email: freshEmail() })).status).toBe(404);
    expect((await owner.send('PUT', place(id))).status).toBe(404);
    await owner.send('POST', `/api/admin/automations/${id}/restore`);
    expect(await addressOf(id)).not.toBe(path);
    expect(await deliveriesOf(id)).toEqual([]);
    expect((await post(path, { email: freshEmail() })).status).toBe(404);
  });

  it('is nothing once no trigger has it', async () => {
    const { id, revision } = await drawn();
    const path = await addressOf(id);
    const graph = { schemaVersion: 1, nodes: [{ id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } }], edges: [] };
    await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision });
    expect(plain(await post(path, { email: freshEmail() }))).toMatchObject({
      status: 404,
      error: { message: 'There is nothing at this address.' },
    });
  });

  it('is one of a hundred of an automation at most', async () => {
    const { id } = await drawn();
    await fixture.rows(
      fixture.kiln,
      `insert into incoming_webhook (automation_id, node_id, secret_hash, sealed_secret) select $1, 'n' || n, 'x', 'x' from generate_series(1, 100) n returning id`,
      [id],
    );
    const refused = await owner.send('PUT', place(id));
    expect([refused.status, refused.body.error.code]).toEqual([409, 'not_possible_now']);
  });
});
