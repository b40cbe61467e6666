import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { countOf } from '../../../apps/api/src/identity/rate-limits/rate-guard.js';
import { publicLimit } from '../../../apps/api/src/platform/rate-limits/limited.js';
import { type Operation, operations, sample } from './described.js';
import type { Answer } from './http.js';
import { Fixture, founder, password } from './support.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
}, 60_000);
afterAll(() => fixture.close());
// Every count of the specs before starts anew.
afterEach(() => forgetAttempts());

const sql = (text: string, parameters: readonly unknown[] = []) => fixture.app.get(DataSource).query(text, [...parameters]);
const forgetAttempts = () => sql('delete from rate_limit');
/** As if the caller had sent too many already. */
const useUp = (key: string) =>
  sql(`insert into rate_limit (key, attempts, resets_at) values ($1, 1000000, now() + interval '1 minute')`, [
    createHash('sha256').update(key).digest('hex'),
  ]);

/** A caller as the nearest trusted proxy names it. */
function from(ip: string, host: string, cookies = '') {
  return (method: string, path: string, body?: object): Promise<Answer> =>
    fixture.request({
      method,
      path,
      body,
      headers: {
        host: `${host}.localhost:3000`,
        origin: `http://${host}.localhost:3000`,
        'x-forwarded-for': ip,
        ...(cookies && { cookie: cookies }),
      },
    });
}
const guess = (ip: string, email: string, cookies?: string) =>
  from(ip, 'admin', cookies)('POST', '/api/admin/session', { email, password: 'wrong' }).then(({ status }) => status);
async function statuses(count: number, attempt: (index: number) => Promise<number | Answer>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index++) {
    const answer = await attempt(index);
    all.push(typeof answer === 'number' ? answer : answer.status);
  }
  return all;
}
const refused = (all: readonly number[]): number => all.filter((status) => status === 429).length;

describe('every public operation', () => {
  /** Answers without a sign-in; `who` of the description says so. */
  const open = operations.filter(({ who }) => who === 'nobody');
  /** What each counts under another name than the common one. */
  const own: Readonly<Record<string, string>> = {
    'POST /webhooks/stripe/{connectionId}': 'webhooks',
    'POST /hooks/{id}/{secret}': 'hooks',
    'GET /api/portal/verify/{serial}': 'verify',
    'GET /api/portal/verify/{serial}/pdf': 'verify',
    'POST /api/portal/unsubscribe': 'unsubscribe',
    'POST /unsubscribe': 'unsubscribe',
  };

  it('there are some', () => {
    expect(open.length).toBeGreaterThan(15);
  });

  it.each(open.map((operation) => [operation.name, operation] as const))('%s has a limit per caller', async (name, operation) => {
    const ip = '203.0.113.50';
    const key = countOf({ ...publicLimit, name: own[name] ?? publicLimit.name }, ip);
    await useUp(key);
    const answer = await call(operation, ip);
    expect([answer.status, answer.body.error.code]).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await call(operation, '203.0.113.51')).status).not.toBe(429);
  });

  function call(operation: Operation, ip: string): Promise<Answer> {
    const host = operation.path.startsWith('/api/admin/') ? 'admin' : 'kiln';
    const path = operation.path.replaceAll(/\{\w+\}/g, '019d0000-0000-7000-8000-000000000000');
    return from(ip, host)(operation.method, path, operation.body ? (sample(operation.body) as object) : undefined);
  }
});

describe('passwords', () => {
  it('one password tried for many addresses counts for the caller', async () => {
    const all = await statuses(32, (index) => guess('203.0.113.1', `person${index}@kiln.example`));
    expect(refused(all)).toBe(2);
    expect(await guess('203.0.113.2', 'person0@kiln.example')).toBe(401);
  });

  it('all addresses of one IPv6 network are one caller', async () => {
    const all = await statuses(12, (index) => guess(`2001:db8:1:2::${index + 1}`, 'six@kiln.example'));
    expect(refused(all)).toBe(2);
    expect(await guess('2001:db8:1:3::1', 'six@kiln.example')).toBe(401);
  });

  it('one account tried from many addresses is paused for strangers, not for a browser that it has signed in with', async () => {
    const owner = await fixture.owner('kiln');
    const cookies = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = await statuses(52, (index) => guess(`203.0.${index}.7`, founder('kiln').email));
    expect(refused(all)).toBe(2);
    const signIn = (jar?: string) =>
      from('198.51.100.1', 'admin', jar)('POST', '/api/admin/session', { email: founder('kiln').email, password });
    expect((await signIn()).status).toBe(429);
    expect((await signIn(cookies)).status).toBe(200);
  });

  it('a browser that another account has signed in with is a stranger', async () => {
    const baker = await fixture.owner('bread');
    const cookies = [...baker.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await statuses(51, (index) => guess(`203.0.${index}.8`, founder('kiln').email));
    expect(await guess('198.51.100.2', founder('kiln').email, cookies)).toBe(429);
  });

  it('a good password uses nothing up', async () => {
    const signIn = () => from('203.0.113.3', 'admin')('POST', '/api/admin/session', { email: founder('kiln').email, password });
    expect(refused(await statuses(35, signIn))).toBe(0);
  });

  it('attempts at the same time do not share a count', async () => {
    const all = await Promise.all(Array.from({ length: 25 }, () => guess('203.0.113.4', 'parallel@kiln.example')));
    expect(all.filter((status) => status === 401)).toHaveLength(10);
  });
});

describe('sign-in links', () => {
  const ask = (ip: string, email: string) => from(ip, 'kiln')('POST', '/api/portal/sign-in-link', { email });
  const asked = async () =>
    (await fixture.rows(fixture.kiln, `select id from event where type = 'sign_in.link_requested'`)).length;

  it("requests by a stranger cannot block the owner's requests", async () => {
    await fixture.rows(fixture.kiln, `insert into contact (email) values ('ana@kiln.example')`);
    await fixture.rows(
      fixture.kiln,
      `insert into member_account (contact_id) select id from contact where email = 'ana@kiln.example'`,
    );
    expect(refused(await statuses(6, () => ask('203.0.113.9', 'ana@kiln.example')))).toBe(1);
    const before = await asked();
    expect((await ask('198.51.100.9', 'ana@kiln.example')).status).toBe(202);
    expect(await asked()).toBe(before + 1);
  });

  it('an inbox gets only a few emails however many callers request them, and every caller gets the same response', async () => {
    const before = await asked();
    const all = await statuses(20, (index) => ask(`203.0.${index}.9`, 'ana@kiln.example'));
    expect(new Set(all)).toEqual(new Set([202]));
    expect((await asked()) - before).toBe(8);
  });

  it('links that do not work count, per caller', async () => {
    const open = () => from('203.0.113.10', 'kiln')('POST', '/api/portal/session/token', { token: randomUUID().padEnd(43, 'x') });
    expect(refused(await statuses(32, open))).toBe(2);
  });
});

describe('other limits', () => {
  it('wrong API keys count, and a valid key continues to work', async () => {
    const owner = await fixture.owner('kiln');
    const made = await owner.send('POST', '/api/admin/api-keys', { name: 'CRM', scopes: ['contacts:read'] });
    const key = made.body.key as string;
    const call = (token: string) =>
      fixture.request({ method: 'GET', path: '/v1/contacts', headers: { authorization: `Bearer ${token}` } });
    expect(refused(await statuses(62, () => call(`pk_${'x'.repeat(43)}`)))).toBe(2);
    expect(await statuses(3, () => call(key))).toEqual([200, 200, 200]);
  });

  it('wrong unsubscribe proofs count', async () => {
    const unsubscribe = () =>
      from('203.0.113.11', 'kiln')('POST', '/api/portal/unsubscribe', { contact: randomUUID(), proof: 'x' });
    expect(refused(await statuses(62, unsubscribe))).toBe(2);
  });

  it('staff send a person a few reset links, then wait', async () => {
    const owner = await fixture.owner('kiln');
    const { body } = await owner.send('POST', '/api/admin/contacts', { email: 'reset@kiln.example' });
    const all = await statuses(7, () => owner.send('POST', `/api/admin/contacts/${body.id}/portal-actions/reset-link`));
    expect(all).toEqual([202, 202, 202, 202, 202, 429, 429]);
  });
});
