import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertFenced, assertSafeLogin, Contact, createDataSource, Tenancy } from '@perennial/db';
import { someTag } from '../../support/automation.js';
import { openDatabase, type TestDatabase, urlOf } from '../../support/database.js';

let db: TestDatabase;
let kiln: string;
let bread: string;

beforeAll(async () => {
  // One connection: every scope after the first runs on a reused one.
  db = await openDatabase('fence', { poolSize: 1 });
  kiln = await db.school('kiln');
  bread = await db.school('bread');
  for (const [school, email] of [
    [kiln, 'ana@example.com'],
    [bread, 'ben@example.com'],
  ] as const) {
    await db.tenancy.withSchool(school, () => db.tenancy.repo(Contact).insert({ email, name: email }));
  }
});
afterAll(() => db.close());

const emails = (school: string) =>
  db.tenancy.withSchool(school, async () => (await db.tenancy.repo(Contact).find()).map(({ email }) => email));

describe('a query', () => {
  it('without a school returns nothing on a fresh connection', async () => {
    const fresh = createDataSource({ url: db.url, poolSize: 1 });
    await fresh.initialize();
    expect(await fresh.query('select * from contact')).toEqual([]);
    await fresh.destroy();
  });

  it('without a school returns nothing on a connection that has served one', async () => {
    expect(await emails(kiln)).toEqual(['ana@example.com']);
    expect(await db.app.query('select * from contact')).toEqual([]);
  });

  it('in a school sees its own rows and not the other school’s', async () => {
    expect(await emails(kiln)).toEqual(['ana@example.com']);
    expect(await emails(bread)).toEqual(['ben@example.com']);
  });

  it('cannot change another school’s rows', async () => {
    const changed = await db.tenancy.withSchool(kiln, () =>
      db.tenancy.repo(Contact).update({ email: 'ben@example.com' }, { name: 'Taken' }),
    );
    expect(changed.affected).toBe(0);
  });

  it('cannot put a row into another school', async () => {
    const insert = db.tenancy.withSchool(kiln, () =>
      db.tenancy.em.query(`insert into contact (school_id, email) values ($1, 'x@example.com')`, [bread]),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  it('cannot change or remove what happened', async () => {
    for (const statement of [`update event set type = 'x'`, 'delete from event']) {
      await expect(db.tenancy.withSchool(kiln, () => db.tenancy.em.query(statement))).rejects.toThrow(/permission denied/);
    }
  });

  it('cannot read a month of events past its parent’s fence', async () => {
    const [partition] = await db.asOwner<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'r' limit 1`,
    );
    await expect(db.app.query(`select * from ${partition?.name}`)).rejects.toThrow(/permission denied/);
  });
});

describe('a scope', () => {
  it('holds one school', async () => {
    await expect(db.tenancy.withSchool(kiln, () => db.tenancy.withSchool(bread, async () => 1))).rejects.toThrow(
      'a scope holds one school',
    );
  });

  it('is joined by the same school', async () => {
    expect(await db.tenancy.withSchool(kiln, () => db.tenancy.withSchool(kiln, async () => db.tenancy.schoolId))).toBe(kiln);
  });

  it('rolls everything back on an error', async () => {
    const work = db.tenancy.withSchool(kiln, async () => {
      await db.tenancy.repo(Contact).insert({ email: 'gone@example.com' });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await emails(kiln)).toEqual(['ana@example.com']);
  });

  it('keeps schools apart when many run at once', async () => {
    const wide = createDataSource({ url: db.url, poolSize: 4 });
    await wide.initialize();
    const tenancy = new Tenancy(wide);
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const school = i % 2 ? kiln : bread;
        return tenancy.withSchool(school, async () => {
          await tenancy.em.query('select pg_sleep(random() / 100)');
          return (await tenancy.repo(Contact).find()).every(({ schoolId }) => schoolId === school);
        });
      }),
    );
    await wide.destroy();
    expect(seen).not.toContain(false);
  });
});

describe('the start-up check', () => {
  it('finds a tenant table that was left open', async () => {
    await db.asOwner('create table forgotten (school_id uuid)');
    await expect(assertFenced(db.app)).rejects.toThrow('forgotten');
    await db.asOwner('drop table forgotten');
    await expect(assertFenced(db.app)).resolves.toBeUndefined();
  });

  it('lets the app’s login in', async () => {
    await expect(assertSafeLogin(db.app)).resolves.toBeUndefined();
  });

  it('refuses a superuser', async () => {
    const superuser = createDataSource({ url: urlOf(db.name), poolSize: 1 });
    await superuser.initialize();
    await expect(assertSafeLogin(superuser)).rejects.toThrow(/superuser/);
    await superuser.destroy();
  });
});

describe('the relay’s role', () => {
  it('sees every school’s outbox, and rows of the school in scope only', async () => {
    await db.tenancy.withSchool(kiln, () =>
      db.events.record({ type: 'tag.added', contactId: null, occurredAt: new Date(), data: { tagId: someTag, tag: 'x' } }),
    );
    expect(await db.app.query('select * from outbox')).toEqual([]);
    expect(await db.relay.query('select * from outbox')).toHaveLength(1);
    expect(await db.relay.query('select * from contact')).toEqual([]);
  });
});
