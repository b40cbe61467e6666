import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { asSuperuser } from '../../support/database.js';
import { Statements } from '../../support/statements.js';
import { until } from '../../support/until.js';
import type { Answer } from './http.js';
import { send } from './http.js';
import { Fixture } from './support.js';

jest.setTimeout(90_000);

interface Stored {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

let fixture: Fixture;
let database: string;
const keys = { kiln: '', bread: '' };
const statements = new Statements();

beforeAll(async () => {
  fixture = await Fixture.open();
  for (const slug of ['kiln', 'bread'] as const) {
    const owner = await fixture.owner(slug);
    const made = await owner.send('POST', '/api/admin/api-keys', { name: 'Shop', scopes: ['events:write'] });
    keys[slug] = made.body.key;
    await fixture.rows(
      fixture[slug],
      `insert into contact (email, name) select 'p' || i || '@people.example', 'Person ' || i from generate_series(1, 40) i`,
    );
  }
  database = (await fixture.rows<{ name: string }>(fixture.kiln, 'select current_database() as name'))[0]?.name ?? '';
}, 60_000);
afterAll(() => fixture.close());

interface Sent {
  readonly email?: string;
  readonly key?: string;
  readonly once?: string;
  readonly port?: number;
  readonly more?: object;
}

const event = (
  name: string,
  { email = 'p1@people.example', key = keys.kiln, once: once_, port, more }: Sent = {},
): Promise<Answer> =>
  send({
    port: port ?? fixture.port,
    method: 'POST',
    path: '/v1/events',
    headers: { authorization: `Bearer ${key}`, ...(once_ && { 'idempotency-key': once_ }) },
    body: { name, contact: { email }, properties: { page: '/start' }, ...more },
  });

const stored = (schoolId: string, name: string): Promise<Stored[]> =>
  fixture.rows<Stored>(
    schoolId,
    `select e.id, c.email, e.data->>'name' as name from event e join contact c on c.id = e.contact_id where e.data->>'name' like $1 order by e.id`,
    [name],
  );

describe('events of a program that arrive together', () => {
  it('are each stored once, with an outbox entry, in a few groups', async () => {
    await event('burst.first');
    statements.forget();
    // The first writes wait for this lock, so that the other events arrive meanwhile.
    const burst = await asSuperuser(async (client) => {
      await client.query('begin');
      await client.query('lock table outbox in share mode');
      const sent = Array.from({ length: 120 }, (_, i) => event('burst.sent', { email: `p${(i % 40) + 1}@people.example` }));
      await pause(1_000);
      await client.query('commit');
      return { sent };
    }, new URL(fixture.databaseUrl).pathname.slice(1));
    const answers = await Promise.all(burst.sent);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const ids = answers.map(({ body }) => body.id as string);
    const rows = await stored(fixture.kiln, 'burst.sent');
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(120);
    expect(statements.all.filter((statement) => statement.includes('store_program_events')).length).toBeLessThan(8);
    const queued = await fixture.rows<{ count: number }>(
      fixture.kiln,
      'select count(*)::int as count from outbox o join event e on e.id = o.event_id where o.event_id = any($1) and o.lane = hashtext(e.contact_id::text) & 63',
      [ids],
    );
    expect(queued[0]?.count).toBe(120);
  });

  it('have the contact that each of them names', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => event('burst.own', { email: `p${i + 1}@people.example` })),
    );
    const rows = new Map((await stored(fixture.kiln, 'burst.own')).map((row) => [row.id, row.email]));
    expect(answers.map(({ body }) => rows.get(body.id))).toEqual(answers.map((_, i) => `p${i + 1}@people.example`));
  });

  it('stay in the school of their key, whichever school sends at the same time', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => event(i % 2 ? 'both.kiln' : 'both.bread', { key: i % 2 ? keys.kiln : keys.bread })),
    );
    expect((await stored(fixture.kiln, 'both.%')).map(({ name }) => name)).toEqual(Array(30).fill('both.kiln'));
    expect((await stored(fixture.bread, 'both.%')).map(({ name }) => name)).toEqual(Array(30).fill('both.bread'));
  });

  it('do not fail because of one that Postgres refuses', async () => {
    await asSuperuser(
      (client) =>
        client.query(`alter table event add constraint refused check (data->>'name' is distinct from 'group.refused') not valid`),
      database,
    );
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        event(i === 25 ? 'group.refused' : 'group.fine', { email: `p${(i % 40) + 1}@people.example` }),
      ),
    );
    await asSuperuser((client) => client.query('alter table event drop constraint refused'), database);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, (_, i) => (i === 25 ? 500 : 202)));
    expect(await stored(fixture.kiln, 'group.%')).toHaveLength(49);
  });

  it('may be of people who are not known yet, and of one person twice', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        event('group.new', {
          email: `new${i % 15}@people.example`,
          more: { contact: { email: `new${i % 15}@people.example`, name: 'New' } },
        }),
      ),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(await stored(fixture.kiln, 'group.new')).toHaveLength(30);
    const made = await fixture.rows<{ name: string }>(
      fixture.kiln,
      `select name from contact where email like 'new%@people.example'`,
    );
    expect(made.map(({ name }) => name)).toEqual(Array(15).fill('New'));
  });

  it('add a time zone that was not known, and leave a name that was', async () => {
    const email = 'p2@people.example';
    const answer = await event('group.zone', { email, more: { contact: { email, name: 'Other', timeZone: 'Asia/Tokyo' } } });
    expect(answer.status).toBe(202);
    const [contact] = await fixture.rows<object>(fixture.kiln, 'select name, time_zone from contact where email = $1', [email]);
    expect(contact).toEqual({ name: 'Person 2', time_zone: 'Asia/Tokyo' });
  });

  it('happen at the time of the test clock that their contact lives on', async () => {
    const [clock] = await fixture.rows<{ id: string }>(
      fixture.kiln,
      `insert into clock (name, now) values ('Later', '2031-01-01T00:00:00Z') returning id`,
    );
    await fixture.rows(fixture.kiln, `insert into contact (email, clock_id) values ('later@people.example', $1)`, [clock?.id]);
    const future = { occurredAt: '2030-12-31T00:00:00Z' };
    expect((await event('clock.event', { email: 'later@people.example', more: future })).status).toBe(202);
    expect((await event('clock.event', { email: 'later@people.example' })).status).toBe(202);
    expect((await event('clock.event', { email: 'p3@people.example', more: future })).status).toBe(422);
    const at = await fixture.rows<{ at: Date }>(
      fixture.kiln,
      `select occurred_at as at from event where data->>'name' = 'clock.event' order by id`,
    );
    expect(at.map((row) => row.at.toISOString())).toEqual(['2030-12-31T00:00:00.000Z', '2031-01-01T00:00:00.000Z']);
  });
});

describe('an Idempotency-Key', () => {
  it('stores one event, however often and however close together it is sent', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => event('once.sent', { once: 'order-1' })));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await stored(fixture.kiln, 'once.sent')).toHaveLength(1);
  });

  it('with another body is refused, also while the first is being stored', async () => {
    const [first, second] = await Promise.all([
      event('once.first', { once: 'order-2' }),
      event('once.second', { once: 'order-2' }),
    ]);
    expect([first?.status, second?.status].sort()).toEqual([202, 409]);
    expect((await event('once.third', { once: 'order-2' })).body.error.code).toBe('idempotency_mismatch');
  });
});

describe('an API key', () => {
  it('is looked up once in some seconds, and an event then costs one statement', async () => {
    await event('key.warm');
    statements.forget();
    await event('key.known');
    const toStore = statements.all.filter((statement) => !statement.includes('pg_notify'));
    expect(toStore).toEqual([expect.stringContaining('store_program_events')]);
  });

  it('that was revoked is refused by every process within moments', async () => {
    const other = await fixture.another();
    try {
      const owner = await fixture.owner('kiln');
      const { body: made } = await owner.send('POST', '/api/admin/api-keys', { name: 'Old', scopes: ['events:write'] });
      for (const port of [fixture.port, other.port]) expect((await event('key.used', { key: made.key, port })).status).toBe(202);
      expect((await owner.send('DELETE', `/api/admin/api-keys/${made.id}`)).status).toBe(204);
      expect((await event('key.revoked', { key: made.key })).status).toBe(401);
      // Much sooner than the five seconds for which a key is remembered.
      const until = Date.now() + 1_500;
      let status = 0;
      while (status !== 401 && Date.now() < until) {
        status = (await event('key.revoked', { key: made.key, port: other.port })).status;
        await pause(20);
      }
      expect(status).toBe(401);
      expect(await stored(fixture.kiln, 'key.used')).toHaveLength(2);
    } finally {
      await other.close();
    }
  });
});

describe('a process that is killed', () => {
  it('has stored every event that it accepted', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const child = spawn(process.execPath, ['apps/api/dist/main.js'], {
      cwd: new URL('../../..', import.meta.url).pathname,
      env: { ...process.env, ...fixture.environment(), API_PORT: String(port) },
      stdio: 'ignore',
    });
    try {
      await listening(port, child);
      const accepted: string[] = [];
      let alive = true;
      const caller = async (i: number): Promise<void> => {
        while (alive) {
          const answer = await event('killed.sent', { port, email: `p${(i % 40) + 1}@people.example` }).catch(() => null);
          if (answer?.status === 202) accepted.push(answer.body.id);
          if (!answer) return;
        }
      };
      const callers = Array.from({ length: 32 }, (_, i) => caller(i));
      await until(async () => accepted.length > 50);
      child.kill('SIGKILL');
      await once(child, 'exit');
      alive = false;
      await Promise.all(callers);
      const ids = new Set((await stored(fixture.kiln, 'killed.sent')).map(({ id }) => id));
      expect(accepted.filter((id) => !ids.has(id))).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + 40_000; Date.now() < until; await pause(200)) {
    if (child.exitCode !== null) throw new Error(`the API ended with ${child.exitCode}`);
    const answer = await send({ port, method: 'GET', path: '/health/ready' }).catch(() => null);
    if (answer?.status === 200) return;
  }
  throw new Error('the API did not start');
}
