import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from './http.js';
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

const person = async (email: string, more: object = {}): Promise<string> =>
  (await owner.send('POST', '/api/admin/contacts', { email, name: 'Ana', ...more })).body.id;
const eventsOf = async (contactId: string): Promise<string[]> =>
  (
    await fixture.rows<{ type: string }>(
      fixture.kiln,
      `select type from event where contact_id = $1 and type not in ('access.opened', 'access.closed') order by id`,
      [contactId],
    )
  ).map((row) => row.type);

describe('contacts', () => {
  it('are found by a part of their address or name, taken literally', async () => {
    const id = await person('percent%sign@kiln.example');
    expect((await owner.get('/api/admin/contacts?q=percent%25')).body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect((await owner.get('/api/admin/contacts?q=%25%25%25')).body.total).toBe(0);
  });

  it('are found by the beginning of a word where one or two letters are given', async () => {
    const found = async (q: string) =>
      (await owner.get(`/api/admin/contacts?q=${encodeURIComponent(q)}`)).body.items.map(({ name }: { name: string }) => name);
    await person('xy.first@kiln.example', { name: 'Wu Xylander' });
    expect(await found('xy')).toEqual(['Wu Xylander']);
    expect(await found('W')).toContain('Wu Xylander');
    expect(await found('yl')).toEqual([]);
    expect(await found('yla')).toEqual(['Wu Xylander']);
    expect(await found('_y')).toEqual([]);
  });

  it('of another school are not found, also not by asking the search itself', async () => {
    const theirs = await stranger.send('POST', '/api/admin/contacts', { email: 'hidden@bread.example', name: 'Hidden Baker' });
    expect((await stranger.get('/api/admin/contacts?q=Hidden')).body.items).toMatchObject([{ id: theirs.body.id }]);
    expect((await owner.get('/api/admin/contacts?q=Hidden')).body.items).toEqual([]);
    expect(
      await fixture.rows(fixture.kiln, `select * from search_entries($1, '{contact}', $2)`, [fixture.bread, 'Hidden']),
    ).toEqual([]);
  });

  it('have one address each, whatever its case', async () => {
    await person('twice@kiln.example');
    const answer = await owner.send('POST', '/api/admin/contacts', { email: 'TWICE@kiln.example' });
    expect([answer.status, answer.body.error.code, answer.body.error.field]).toEqual([409, 'email_taken', 'email']);
  });

  it('of another school are not listed, read, changed, tagged or granted anything', async () => {
    const id = await person('mine@kiln.example');
    const answers: Answer[] = [
      await stranger.get(`/api/admin/contacts/${id}`),
      await stranger.get(`/api/admin/contacts/${id}/timeline`),
      await stranger.get(`/api/admin/contacts/${id}/memberships`),
      await stranger.send('PATCH', `/api/admin/contacts/${id}`, { name: 'Theirs' }),
      await stranger.send('PUT', `/api/admin/contacts/${id}/tags/vip`),
      await stranger.send('POST', `/api/admin/contacts/${id}/grants`, { productId: randomUUID(), days: 1 }),
      await stranger.send('PUT', `/api/admin/contacts/${id}/portal-actions/password`, { password: 'a long enough one' }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
    expect((await stranger.get('/api/admin/contacts?q=mine')).body.total).toBe(0);
  });

  it('who move to another time zone cause one event, and those whose name is corrected cause none', async () => {
    const id = await person('mover@kiln.example', { timeZone: 'Europe/Berlin' });
    const change = (body: object) => owner.send('PATCH', `/api/admin/contacts/${id}`, body);
    await change({ name: 'Ana B.' });
    await change({ timeZone: 'Asia/Tokyo' });
    await change({ timeZone: 'Asia/Tokyo' });
    // Without a time zone of their own, they use the school's, Berlin.
    await change({ timeZone: null });
    await change({ timeZone: 'Europe/Berlin' });
    const changes = await fixture.rows<{ zone: string }>(
      fixture.kiln,
      `select data->>'timeZone' as zone from event where contact_id = $1 and type = 'contact.time_zone_changed' order by id`,
      [id],
    );
    expect(changes.map(({ zone }) => zone)).toEqual(['Asia/Tokyo', 'Europe/Berlin']);
  });

  it('of a school that moves are told for all of them together, and another school is told nothing', async () => {
    const told = (schoolId: string) => fixture.rows(schoolId, `select id from event where type = 'school.time_zone_changed'`);
    await owner.send('PATCH', '/api/admin/school', { timeZone: 'Europe/Lisbon' });
    await owner.send('PATCH', '/api/admin/school', { timeZone: 'Europe/Lisbon', graceDays: 14 });
    await owner.send('PATCH', '/api/admin/school', { timeZone: 'Europe/Berlin' });
    expect([(await told(fixture.kiln)).length, (await told(fixture.bread)).length]).toEqual([2, 0]);
  });

  it('have quiet hours and limits for marketing emails, which one school sets for itself', async () => {
    const limits = { quietFrom: '21:00', quietTo: '08:00', perDay: null, perWeek: 2, giveUpAfterDays: 7 };
    const set = (emailLimits: object | null) => owner.send('PATCH', '/api/admin/school', { emailLimits });
    expect((await set(limits)).body.school.emailLimits).toEqual(limits);
    expect((await owner.get('/api/admin/session')).body.me.school.emailLimits).toEqual(limits);
    expect((await stranger.get('/api/admin/session')).body.me.school.emailLimits).toBeNull();
    const half = await set({ ...limits, quietTo: null });
    expect([half.status, half.body.error.field]).toEqual([400, 'emailLimits.quietTo']);
    // Other settings keep them.
    await owner.send('PATCH', '/api/admin/school', { graceDays: 14 });
    expect((await owner.get('/api/admin/session')).body.me.school.emailLimits).toEqual(limits);
    expect((await set(null)).body.school.emailLimits).toBeNull();
  });

  it('get a tag once, and tell it once', async () => {
    const id = await person('tagged@kiln.example');
    for (let round = 0; round < 2; round++) await owner.send('PUT', `/api/admin/contacts/${id}/tags/vip`);
    for (let round = 0; round < 2; round++) await owner.send('DELETE', `/api/admin/contacts/${id}/tags/vip`);
    expect(await eventsOf(id)).toEqual(['tag.added', 'tag.removed']);
  });

  it('get a product for some days', async () => {
    const id = await person('granted@kiln.example');
    const course = await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Glaze' });
    const answer = await owner.send('POST', `/api/admin/contacts/${id}/grants`, { productId: course.body.id, days: 7 });
    expect(answer.body.access).toEqual([{ productId: course.body.id, title: 'Glaze', endsAt: expect.any(String) }]);
    expect(await eventsOf(id)).toEqual(['grant.dated', 'access.gained']);
    const taken = await owner.send('DELETE', `/api/admin/contacts/${id}/grants/${course.body.id}`);
    expect(taken.body.access).toEqual([]);
    expect(await eventsOf(id)).toEqual(['grant.dated', 'access.gained', 'access.lost']);
  });

  it("do not get another school's product", async () => {
    const id = await person('greedy@kiln.example');
    const course = await stranger.send('POST', '/api/admin/products', { kind: 'course', title: 'Rye' });
    const answer = await owner.send('POST', `/api/admin/contacts/${id}/grants`, { productId: course.body.id, days: 7 });
    expect(answer.status).toBe(404);
  });

  it('are signed out when staff set their password', async () => {
    const id = await person('locked@kiln.example');
    await owner.send('PUT', `/api/admin/contacts/${id}/portal-actions/password`, { password: 'the first password' });
    const member = fixture.visitor('kiln');
    await member.send('POST', '/api/portal/session', { email: 'locked@kiln.example', password: 'the first password' });
    expect((await member.get('/api/portal/me')).status).toBe(200);
    await owner.send('PUT', `/api/admin/contacts/${id}/portal-actions/password`, { password: 'the second password' });
    expect((await member.get('/api/portal/me')).status).toBe(401);
  });
});

describe('a timeline', () => {
  it('shows events, runs and mails, and leads from a purchase to its mail and back', async () => {
    const id = await person('story@kiln.example');
    const chain = await mailOfPurchase(id);
    const { items } = (await owner.get(`/api/admin/contacts/${id}/timeline`)).body;
    expect(items.map((item: { kind: string }) => item.kind).sort()).toEqual(['event', 'mail', 'run']);
    expect(items).toContainEqual(
      expect.objectContaining({ id: chain.event, label: 'Membership purchased', detail: expect.stringContaining('€29.00') }),
    );
    const ofEvent = (await owner.get(`/api/admin/events/${chain.event}/consequences`)).body;
    expect(ofEvent).toMatchObject({ cause: null, consequences: [{ id: chain.run, kind: 'run' }] });
    const ofRun = (await owner.get(`/api/admin/events/${chain.run}/consequences`)).body;
    expect(ofRun).toMatchObject({ cause: { id: chain.event }, consequences: [{ id: chain.mail, kind: 'mail' }] });
    const ofMail = (await owner.get(`/api/admin/events/${chain.mail}/consequences`)).body;
    expect(ofMail).toMatchObject({ cause: { id: chain.run }, consequences: [] });
    expect((await stranger.get(`/api/admin/events/${chain.event}/consequences`)).status).toBe(404);
  });

  it('continues where a page ended, without losing events of the same instant', async () => {
    const id = await person('long@kiln.example');
    await fixture.rows(
      fixture.kiln,
      `insert into event (type, contact_id, occurred_at, data)
       select 'tag.added', $1, timestamptz '2027-01-01T00:00:00Z' + (n / 40) * interval '1 second', '{"tag": "x"}' from generate_series(1, 130) n`,
      [id],
    );
    const seen = new Set<string>();
    let before = '';
    for (let page = 0; page < 10; page++) {
      const { items } = (await owner.get(`/api/admin/contacts/${id}/timeline${before && `?before=${before}`}`)).body;
      if (items.length === 0) break;
      for (const item of items) seen.add(item.id);
      before = items.at(-1).at;
    }
    expect(seen.size).toBe(130);
  });

  it('says whether there is more, counting the entries of one instant together', async () => {
    const more = async (id: string, before = '') =>
      (await owner.get(`/api/admin/contacts/${id}/timeline${before && `?before=${before}`}`)).body;
    const short = await person('short@kiln.example');
    for (const [id, entries, perSecond] of [
      [short, 50, 1],
      [await person('full@kiln.example'), 51, 1],
      [await person('ties@kiln.example'), 60, 30],
    ] as const)
      await fixture.rows(
        fixture.kiln,
        `insert into event (type, contact_id, occurred_at, data)
         select 'tag.added', $1, timestamptz '2027-01-01T00:00:00Z' + (n / $3::int) * interval '1 second', '{"tag": "x"}'
           from generate_series(0, $2::int - 1) n`,
        [id, entries, perSecond],
      );
    const answers = await Promise.all(
      ['short', 'full', 'ties'].map(async (name) => {
        const found = (await owner.get(`/api/admin/contacts?q=${name}@kiln.example`)).body.items[0];
        const first = await more(found.id);
        const second = first.more ? await more(found.id, first.items.at(-1).at) : null;
        return [first.items.length, first.more, second?.items.length, second?.more];
      }),
    );
    expect(answers).toEqual([
      [50, false, undefined, undefined],
      [50, true, 1, false],
      [60, false, undefined, undefined],
    ]);
  });

  it('describes choices and properties', async () => {
    const id = await person('words@kiln.example');
    await fixture.rows(
      fixture.kiln,
      `insert into event (type, contact_id, occurred_at, data) values
         ('contact.logged_in', $1, now(), '{"method": "magic_link"}'),
         ('custom.event', $1, now(), '{"name": "cart.added", "properties": {"cartId": "A", "items": 2}}')`,
      [id],
    );
    const { items } = (await owner.get(`/api/admin/contacts/${id}/timeline`)).body;
    expect(items.map(({ detail }: { detail: string }) => detail).sort()).toEqual([
      'Method: emailed link',
      'cart.added · items: 2 · cartId: A',
    ]);
  });
});

describe('events of programs', () => {
  let key: string;
  beforeAll(async () => {
    const made = await owner.send('POST', '/api/admin/api-keys', { name: 'Webinar tool', scopes: ['events:write'] });
    key = made.body.key;
  });
  const body = (change: object = {}) => ({ name: 'webinar.attended', contact: { email: 'Guest@kiln.example' }, ...change });
  const post = (payload: object, headers: Record<string, string> = {}) =>
    fixture.request({
      method: 'POST',
      path: '/v1/events',
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: payload,
    });

  it('are recorded for the person they name, who need not be known', async () => {
    const answer = await post(body({ properties: { minutes: 42 } }));
    expect(answer.status).toBe(202);
    const rows = await fixture.rows(
      fixture.kiln,
      `select c.email, e.data from event e join contact c on c.id = e.contact_id where e.id = $1`,
      [answer.body.id],
    );
    expect(rows).toEqual([{ email: 'guest@kiln.example', data: { name: 'webinar.attended', properties: { minutes: 42 } } }]);
  });

  it('keep the id of the request they came with', async () => {
    const { body: event } = await post(body(), { 'x-request-id': 'order-4711-click' });
    expect(await fixture.rows(fixture.kiln, 'select request_id from event where id = $1', [event.id])).toEqual([
      { request_id: 'order-4711-click' },
    ]);
  });

  it('get the same answer under the same key, also at the same moment, and are recorded once', async () => {
    const send = () => post(body({ contact: { email: 'once@kiln.example' } }), { 'idempotency-key': 'order-1' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const rows = await fixture.rows(
      fixture.kiln,
      `select 1 from event e join contact c on c.id = e.contact_id where c.email = 'once@kiln.example'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('are refused under the key of another body', async () => {
    await post(body(), { 'idempotency-key': 'order-2' });
    const answer = await post(body({ name: 'other.thing' }), { 'idempotency-key': 'order-2' });
    expect([answer.status, answer.body.error.code]).toEqual([409, 'idempotency_mismatch']);
  });

  it('are refused without a key, with a revoked one, and with one that may do something else', async () => {
    expect((await fixture.request({ method: 'POST', path: '/v1/events', body: body() })).status).toBe(401);
    const other = await owner.send('POST', '/api/admin/api-keys', { name: 'Reader', scopes: ['contacts:read'] });
    const lacking = await post(body(), { authorization: `Bearer ${other.body.key}` });
    expect([lacking.status, lacking.body.error.code]).toEqual([403, 'missing_scope']);
    await owner.send('DELETE', `/api/admin/api-keys/${other.body.id}`);
    expect((await post(body(), { authorization: `Bearer ${other.body.key}` })).status).toBe(401);
  });

  it('are refused when they name the future or no event', async () => {
    const future = new Date(Date.now() + 86_400_000).toISOString();
    expect((await post(body({ occurredAt: future }))).body.error.field).toBe('occurredAt');
    expect((await post(body({ name: 'Not A Name' }))).body.error.field).toBe('name');
  });
});

describe('API keys', () => {
  it('are shown once', async () => {
    const made = await owner.send('POST', '/api/admin/api-keys', { name: 'Shop', scopes: ['events:write'] });
    expect(made.body.key).toMatch(/^pk_/);
    const listed = (await owner.get('/api/admin/api-keys')).body.items.find((item: { id: string }) => item.id === made.body.id);
    expect(listed).not.toHaveProperty('key');
    expect(JSON.stringify(listed)).not.toContain(made.body.key.slice(12));
  });

  it('are not for the support role', async () => {
    await fixture.rows(fixture.kiln, `update staff set role = 'support'`);
    const answer = await owner.get('/api/admin/api-keys');
    await fixture.rows(fixture.kiln, `update staff set role = 'owner'`);
    expect([answer.status, answer.body.error.code]).toEqual([403, 'forbidden']);
  });

  it('of another school are not revoked', async () => {
    const made = await owner.send('POST', '/api/admin/api-keys', { name: 'Mine', scopes: ['events:write'] });
    expect((await stranger.send('DELETE', `/api/admin/api-keys/${made.body.id}`)).status).toBe(404);
  });
});

describe('test clocks', () => {
  it('go forward only, one way at a time, and tell the driver', async () => {
    const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'A year', now: '2027-01-01T00:00:00Z' })).body;
    const advance = (to: string) => owner.send('POST', `/api/admin/clocks/${clock.id}/advance`, { to });
    expect((await advance('2026-12-31T00:00:00Z')).status).toBe(422);
    expect((await advance('2027-02-01T00:00:00Z')).body).toMatchObject({
      state: 'advancing',
      target: '2027-02-01T00:00:00.000Z',
    });
    expect((await advance('2027-03-01T00:00:00Z')).body.error.code).toBe('clock_moving');
    const asked = await fixture.rows(fixture.kiln, `select data->>'to' as to from event where type = 'clock.advance_requested'`);
    expect(asked).toEqual([{ to: '2027-02-01T00:00:00.000Z' }]);
  });

  it('count whole seconds, and say so', async () => {
    const refused = await owner.send('POST', '/api/admin/clocks', { name: 'Fine', now: '2027-01-01T00:00:00.500Z' });
    expect([refused.status, refused.body.error.details]).toEqual([
      400,
      [{ field: 'now', message: 'must be in whole seconds, without a fraction' }],
    ]);
    const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Coarse', now: '2027-01-01T00:00:00.000Z' })).body;
    const advance = await owner.send('POST', `/api/admin/clocks/${clock.id}/advance`, { to: '2027-01-01T00:00:01.001Z' });
    expect([advance.status, advance.body.error.field]).toEqual([400, 'to']);
  });

  it('let somebody go as long as nothing waits for them there, and say why not otherwise', async () => {
    const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Leaving', now: '2027-06-01T00:00:00Z' })).body;
    const [free, waiting, buyer] = [
      await person('free@kiln.example', { clockId: clock.id }),
      await person('waiting@kiln.example', { clockId: clock.id }),
      await person('buyer@kiln.example', { clockId: clock.id }),
    ];
    await fixture.rows(
      fixture.kiln,
      `insert into wait (owner_kind, owner_id, contact_id, clock_id, reason) values ('run', gen_random_uuid(), $1, $2, 'Three days')`,
      [waiting, clock.id],
    );
    await fixture.rows(fixture.kiln, `update contact set stripe_customer_id = 'cus_x' where id = $1`, [buyer]);
    const leave = (id: string) => owner.send('PATCH', `/api/admin/contacts/${id}`, { clockId: null });
    expect((await leave(free)).body.clockId).toBeNull();
    for (const id of [waiting, buyer]) {
      const refused = await leave(id);
      expect([refused.status, refused.body.error.field]).toEqual([409, 'clockId']);
    }
  });

  it('give their time to the people who belong to them', async () => {
    const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Then', now: '2027-06-01T00:00:00Z' })).body;
    const id = await person('timely@kiln.example', { clockId: clock.id });
    await owner.send('PUT', `/api/admin/contacts/${id}/tags/vip`);
    expect((await owner.get(`/api/admin/contacts/${id}/timeline`)).body.items[0].at).toBe('2027-06-01T00:00:00.000Z');
  });

  it("of another school are nobody's", async () => {
    const clock = (await stranger.send('POST', '/api/admin/clocks', { name: 'Theirs', now: '2027-06-01T00:00:00Z' })).body;
    const answer = await owner.send('POST', '/api/admin/contacts', { email: 'thief@kiln.example', clockId: clock.id });
    expect([answer.status, answer.body.error.field]).toEqual([400, 'clockId']);
    expect((await owner.get(`/api/admin/clocks/${clock.id}`)).status).toBe(404);
  });
});

it('the first screen counts what needs somebody and what came in today, without test people', async () => {
  const before = (await owner.get('/api/admin/home')).body.today;
  const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Play', now: '2026-01-01T00:00:00Z' })).body;
  const [plan] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into plan (title, slug, price_amount, currency, interval_months) values ('Counted', 'counted', 2900, 'eur', 1) returning id`,
  );
  const people = [await person('paying@kiln.example'), await person('playing@kiln.example', { clockId: clock.id })];
  for (const id of people) {
    await fixture.rows(
      fixture.kiln,
      `insert into membership (plan_id, contact_id, state, price_amount, currency, interval_months) values ($1, $2, 'grace', 2900, 'eur', 1)`,
      [plan?.id, id],
    );
    await fixture.rows(
      fixture.kiln,
      `insert into event (type, contact_id, occurred_at, data) values ('payment.succeeded', $1, now(), '{"amount": 2900, "currency": "eur"}')`,
      [id],
    );
  }
  const home = (await owner.get('/api/admin/home')).body;
  expect(home.today.revenueAmount - before.revenueAmount).toBe(2900);
  expect(home.needsYou).toEqual({
    approvals: 0,
    parkedRuns: 0,
    stuckWorkflows: 0,
    failedPayments: 1,
    failedCertificates: 0,
    membershipProblems: 0,
  });
  const paid = home.lately.filter(({ type }: { type: string }) => type === 'payment.succeeded');
  expect(paid.map(({ contactId }: { contactId: string }) => contactId)).toEqual([people[0]]);
  const owing = async (operator: string, value: string | null) => {
    const tests = [
      { field: 'memberships.states', operator: 'includesAnyOf', value: ['grace', 'suspended'] },
      { field: 'contact.clockId', operator, value },
    ];
    const found = await owner.get(`/api/admin/contacts?condition=${encodeURIComponent(JSON.stringify({ tests }))}`);
    return found.body.items.map(({ email }: { email: string }) => email);
  };
  expect(await owing('isEmpty', null)).toEqual(['paying@kiln.example']);
  expect(await owing('is', clock.id)).toEqual(['playing@kiln.example']);
  expect((await owner.get(`/api/admin/plans/${plan?.id}`)).body.memberCount).toBe(1);
  expect((await stranger.get('/api/admin/home')).body.today.revenueAmount).toBe(0);
});

/** What the worker writes when a purchase starts an automation that sends a mail. */
async function mailOfPurchase(contactId: string): Promise<{ event: string; run: string; mail: string }> {
  const one = async (sql: string, parameters: readonly unknown[]) =>
    (await fixture.rows<{ id: string }>(fixture.kiln, `${sql} returning id`, parameters))[0]?.id ?? '';
  const data = { planTitle: 'All year', amount: 2900, currency: 'eur', interval: 'every month', trialDays: 0 };
  const event = await one(
    `insert into event (type, contact_id, occurred_at, data) values ('membership.purchased', $1, now(), $2)`,
    [contactId, JSON.stringify(data)],
  );
  const run = await one(
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state)
     select a.id, a.published_version_id, $1, $2::uuid, $2::uuid::text, '{}', now(), 'completed' from automation a where built_in_key = 'member.purchase_succeeded'`,
    [contactId, event],
  );
  const mail = await one(
    `insert into email_message (contact_id, recipient, effect_key, message_id, causation_id, run_id, subject, category, state, occurred_at, sent_at)
     values ($1, 'story@kiln.example', $2, '<x>', $3, $4, 'Welcome', 'transactional', 'sent', now(), now())`,
    [contactId, randomUUID(), event, run],
  );
  return { event, run, mail };
}
