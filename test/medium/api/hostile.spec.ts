import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { refusalStatus } from '../../../apps/api/src/platform/http/refusal.js';
import { asSuperuser } from '../../support/database.js';
import { addressOf, type Belongings, furnish, kindOf } from './belongings.js';
import { type Operation, operations, plain, sample, spoilt } from './described.js';
import type { Answer } from './http.js';
import { Fixture } from './support.js';

// Each walk sends dozens to hundreds of requests.
jest.setTimeout(180_000);

let fixture: Fixture;
let kiln: Belongings;
let bread: Belongings;
beforeAll(async () => {
  fixture = await Fixture.open({ stripe: true });
  kiln = await furnish(fixture, 'kiln');
  bread = await furnish(fixture, 'bread');
}, 120_000);
afterAll(() => fixture.close());

interface Sent {
  readonly path?: string;
  readonly body?: object | string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Belongings;
}

let callers = 0;
/** Another caller for each request: this spec is about what is sent, not how often. */
const anotherCaller = (): string => `198.18.${(callers >> 8) & 255}.${callers++ & 255}`;

/** Sends an operation as somebody who may use it. */
async function send(
  operation: Operation,
  { as = kiln, path = addressOf(operation, as), body, headers = {} }: Sent,
): Promise<Answer> {
  const host = operation.path.startsWith('/api/admin/') ? 'admin' : as.slug;
  const visitor = operation.who === 'member' ? await as.member() : operation.who === 'staff' ? as.owner : null;
  const given = operation.who === 'nobody' && operation.path.includes('/session') ? '' : cookieOf(visitor?.cookies);
  return fixture.request({
    method: operation.method,
    path,
    body,
    headers: {
      host: `${host}.localhost:3000`,
      origin: `http://${host}.localhost:3000`,
      'x-forwarded-for': anotherCaller(),
      cookie: given,
      ...(operation.who === 'apiKey' && { authorization: `Bearer ${as.apiKeyToken}` }),
      ...headers,
    },
  });
}
const cookieOf = (cookies: ReadonlyMap<string, string> | undefined): string =>
  [...(cookies ?? [])].map(([key, value]) => `${key}=${value}`).join('; ');

const json = { 'content-type': 'application/json' };
const withBody = operations.filter((operation) => operation.body !== null);
const withIds = operations.filter((operation) => operation.parameters.some((one) => one.in === 'path'));
/** Addresses that hold no row of a school, or that answer the same to everybody. */
const noRow = new Set(['POST /webhooks/stripe/{connectionId}', 'GET /api/portal/verify/{serial}', 'POST /hooks/{id}/{secret}']);

/** Says what is wrong with an answer to bad input, or null: the one error shape, with the status of its code, and never a 5xx. */
function faultOf(answer: Answer, allowed: readonly number[] | 'any refusal' | 'no failure'): string | null {
  const said = `${answer.status} ${JSON.stringify(answer.body)?.slice(0, 300)}`;
  if (answer.status >= 500) return said;
  if (answer.status < 400) return allowed === 'no failure' ? null : said;
  const error = answer.body?.error;
  const shaped =
    error && error.message?.length > 10 && error.requestId && refusalStatus[error.code as 'conflict'] === answer.status;
  if (!shaped) return said;
  return typeof allowed === 'string' || allowed.includes(answer.status) ? null : said;
}

/** Sends one request after the other and collects what is wrong with the answers. */
class Walk {
  sent = 0;
  readonly faults: string[] = [];

  async step(name: string, allowed: Parameters<typeof faultOf>[1], request: Promise<Answer>): Promise<void> {
    this.sent++;
    const fault = faultOf(await request, allowed);
    if (fault) this.faults.push(`${name}: ${fault}`);
  }
}

describe('a body', () => {
  const bad: readonly (readonly [what: string, status: readonly number[], body: string, type: Record<string, string>])[] = [
    ['that is not JSON', [400], '{"a":', json],
    ['that is not text', [400], '\u0000\u0001', json],
    ['that is a list', [400], '[]', json],
    ['that is a text', [400], '"a"', json],
    ['that is a number', [400], '7', json],
    ['that is null', [400], 'null', json],
    ['that is empty', [400], '', json],
    ['that would change the prototype', [400], '{"__proto__":{"a":1}}', json],
    ['of plain text', [415], '{}', { 'content-type': 'text/plain' }],
    ['of XML', [415], '<a/>', { 'content-type': 'application/xml' }],
    ['of a form', [415], 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['of a file form', [415], '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['of no type', [415], '{}', {}],
    ['over 1 MB', [413], `{"a":"${'x'.repeat(1_100_000)}"}`, json],
    ['100,000 levels deep', [400], `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, json],
  ];

  it.each(bad)('%s is refused by every operation that reads one', async (_what, status, body, headers) => {
    const walk = new Walk();
    for (const operation of withBody) await walk.step(operation.name, status, send(operation, { body, headers }));
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(35);
  });

  it('has each of its fields checked, and never breaks anything', async () => {
    const walk = new Walk();
    for (const operation of withBody) {
      const schema = plain(operation.body ?? {});
      for (const [field, inner] of Object.entries(schema.properties ?? {}))
        for (const { what, value, refused } of spoilt(inner)) {
          const body = { ...(sample(schema) as object), [field]: value };
          await walk.step(`${operation.name}, ${field} ${what}`, refused ? [400] : 'no failure', send(operation, { body }));
        }
    }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(700);
  });

  it('may hold fields that nobody knows, which change nothing', async () => {
    const walk = new Walk();
    for (const operation of withBody)
      await walk.step(
        operation.name,
        'no failure',
        send(operation, { body: { ...(sample(operation.body ?? {}) as object), surplus: 1, schoolId: bread.schoolId } }),
      );
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(35);
  });
});

describe('a query', () => {
  it('out of its range is refused, field by field', async () => {
    const walk = new Walk();
    for (const operation of operations)
      for (const { name, schema } of operation.parameters.filter((one) => one.in === 'query')) {
        const ask = (words: string) => send(operation, { path: `${addressOf(operation, kiln)}?${words}` });
        await walk.step(`${operation.name}?${name}=NUL`, [400], ask(`${name}=%00`));
        await walk.step(`${operation.name}?${name} twice`, [400], ask(`${name}=1&${name}=2`));
        await walk.step(`${operation.name}?${name}=%ff`, 'no failure', ask(`${name}=%ff`));
        await walk.step(
          `${operation.name}?${name}=long`,
          schema.type === 'string' && !schema.maxLength && !schema.enum && !schema.format ? 'no failure' : [400],
          ask(`${name}=${'x'.repeat(3000)}`),
        );
        if (schema.type === 'integer')
          for (const value of ['0', '-1', '1.5', 'x', '1e9', '99999999999999999999', 'NaN'])
            await walk.step(`${operation.name}?${name}=${value}`, [400], ask(`${name}=${value}`));
        if (schema.enum || schema.format === 'uuid')
          await walk.step(`${operation.name}?${name}=nonsense`, [400], ask(`${name}=nonsense`));
      }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(100);
  });
});

describe('an address', () => {
  it('that names nothing, or is malformed, is not found', async () => {
    const walk = new Walk();
    for (const operation of withIds)
      for (const { name, schema } of operation.parameters.filter((one) => one.in === 'path')) {
        const body = operation.body ? (sample(operation.body) as object) : undefined;
        const ask = (value: string) => send(operation, { path: addressOf(operation, kiln, { [name]: value }), body });
        const strict = schema.format === 'uuid' || schema.enum ? [404] : 'no failure';
        for (const value of [
          'nonsense',
          '%00',
          'a%00b',
          '%ff',
          '..%2f..%2fetc',
          'x'.repeat(90),
          'x'.repeat(500),
          "'%20or%20''='",
          '%F0%9F%8F%BA',
        ])
          await walk.step(
            `${operation.name} with ${name} ${value.slice(0, 20)}`,
            name === 'tag' ? 'no failure' : value === '%ff' ? [400, 404] : strict,
            ask(value),
          );
        if (schema.format === 'uuid' && operation.who !== 'nobody')
          await walk.step(`${operation.name} with an unknown ${name}`, [404], ask(randomUUID()));
      }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(400);
  });

  it('without a route is not found, in the same words', async () => {
    const walk = new Walk();
    for (const path of [
      '/api/admin/nothing',
      '/api/portal/nothing',
      '/v1/nothing',
      '/api/admin',
      '/nothing',
      '/api/admin/%',
      '/api/admin/%00',
    ])
      await walk.step(path, [400, 404], fixture.request({ method: 'GET', path, headers: { host: 'admin.localhost:3000' } }));
    expect(walk.faults).toEqual([]);
  });
});

/** What another school has, table by table; rows that only record the requests themselves are left out. */
async function stateOf(schoolId: string): Promise<Record<string, string>> {
  const name = (await fixture.rows<{ name: string }>(schoolId, 'select current_database() as name'))[0]?.name;
  return asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id'
        where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'session'`,
    );
    const state: Record<string, string> = {};
    for (const table of rows) {
      const digest = await client.query<{ d: string }>(
        `select count(*) || ':' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as d from "${table.name}" t where school_id = $1`,
        [schoolId],
      );
      state[table.name] = digest.rows[0]?.d ?? '';
    }
    return state;
  }, name);
}

describe("another school's rows", () => {
  /** The operation's parameters that name a row. */
  const rowsOf = (operation: Operation) =>
    operation.parameters.filter((one) => one.in === 'path' && kindOf(operation, one.name) !== null);
  const reaching = withIds.filter((operation) => rowsOf(operation).length > 0 && !noRow.has(operation.name));

  it('are not found by any operation with an id, and stay as they are', async () => {
    const before = await stateOf(bread.schoolId);
    const walk = new Walk();
    for (const operation of reaching) {
      const body = operation.body ? (sample(operation.body) as object) : undefined;
      for (const { name } of rowsOf(operation)) {
        const theirs = bread.ids[kindOf(operation, name) ?? ''] ?? '';
        await walk.step(
          `${operation.name} with their ${name}`,
          [404],
          send(operation, { path: addressOf(operation, kiln, { [name]: theirs }), body }),
        );
      }
    }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(55);
    expect(Object.keys(before).length).toBeGreaterThan(25);
    expect(await stateOf(bread.schoolId)).toEqual(before);
  });

  it('are not taken in a body, and stay as they are', async () => {
    const before = await stateOf(bread.schoolId);
    const walk = new Walk();
    const kinds: Readonly<Record<string, string>> = {
      automationId: 'automations',
      clockId: 'clocks',
      contactId: 'contacts',
      courseId: 'courses',
      productId: 'products',
      productIds: 'products',
      copyOf: 'email-templates',
      templateId: 'email-templates',
      contact: 'contacts',
      contactIds: 'contacts',
      runIds: 'runs',
      intoId: 'tags',
    };
    for (const operation of withBody) {
      const schema = plain(operation.body ?? {});
      for (const [field, inner] of Object.entries(schema.properties ?? {})) {
        const { format, items, type } = plain(inner);
        if (format !== 'uuid' && !(type === 'array' && items && plain(items).format === 'uuid')) continue;
        const kind = kinds[field];
        if (!kind) throw new Error(`${operation.name}: say what ${field} names`);
        const theirs = bread.ids[kind] ?? '';
        const own = Object.fromEntries(
          Object.keys(schema.properties ?? {})
            .filter((key) => kinds[key] && schema.required?.includes(key))
            .map((key) => [key, kiln.ids[kinds[key] ?? '']]),
        );
        const body = { ...(sample(schema) as object), ...own, [field]: format === 'uuid' ? theirs : [theirs] };
        // Journeys that are not there are left out of a request, as are those that have continued.
        const expected = field === 'runIds' ? 'no failure' : [400, 404, 409, 422];
        await walk.step(`${operation.name} with their ${field}`, expected, send(operation, { body }));
      }
    }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(8);
    expect(await stateOf(bread.schoolId)).toEqual(before);
  });

  it('are found by their own people, with the same requests', async () => {
    const missed: string[] = [];
    const reading = reaching.filter((operation) => operation.method === 'GET');
    for (const operation of reading) {
      const answer = await send(operation, { as: bread });
      // A certificate without a file and a checkout unknown to Stripe are found nevertheless.
      if (answer.status === 404 && !/pdf$/.test(operation.path)) missed.push(`${operation.name}: ${JSON.stringify(answer.body)}`);
    }
    expect(missed).toEqual([]);
    expect(reading.length).toBeGreaterThan(15);
  });
});

describe('a cookie', () => {
  const guarded = operations.filter(({ who }) => who === 'staff' || who === 'member');

  const memberOf = async (at: Belongings): Promise<string> => (await at.member()).cookies.get('perennial_member') ?? '?';
  const cookies: readonly (readonly [what: string, who: Operation['who'], cookie: () => Promise<string>])[] = [
    ['of a member', 'staff', async () => `perennial_staff=${await memberOf(kiln)}`],
    ['of staff', 'member', async () => `perennial_member=${kiln.owner.cookies.get('perennial_staff')}`],
    ["of another school's member", 'member', async () => `perennial_member=${await memberOf(bread)}`],
    ['that nobody was given', 'staff', async () => 'perennial_staff=nonsense'],
    ['that nobody was given', 'member', async () => 'perennial_member=nonsense'],
    ['left out', 'staff', async () => ''],
    ['left out', 'member', async () => ''],
  ];

  it.each(cookies)('%s opens nothing for %s', async (_what, who, cookie) => {
    const walk = new Walk();
    for (const operation of guarded.filter((one) => one.who === who)) {
      const body = operation.body ? (sample(operation.body) as object) : undefined;
      await walk.step(operation.name, [401], send(operation, { body, headers: { cookie: await cookie() } }));
    }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(10);
  });
});

describe('a change', () => {
  const changes = operations.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/'));

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['the other audience', { origin: 'http://other.localhost:3000' }],
    ['nowhere', { origin: 'null' }],
    ['a page that does not say', { origin: '' }],
  ])('that comes from %s is refused', async (_what, headers) => {
    const walk = new Walk();
    for (const operation of changes) {
      const body = operation.body ? (sample(operation.body) as object) : undefined;
      await walk.step(operation.name, [403], send(operation, { body, headers }));
    }
    expect(walk.faults).toEqual([]);
    expect(walk.sent).toBeGreaterThan(50);
  });
});
