import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Automation, Contact } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import type { Relay } from '@perennial/relay';
import { DatedEntries, FrozenGraphs, SegmentMembers } from '@perennial/services';
import { DatedPasses } from '@perennial/worker';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';

let db: TestDatabase;
let school: string;
let birthday: string;
let relay: Relay;
let now: Date;
beforeAll(async () => {
  db = await openDatabase('dates', { wall: () => now });
});
beforeEach(async () => {
  await db.asOwner('delete from outbox');
  // Its zone is Berlin: two hours ahead of UTC in summer, one hour in winter.
  school = await db.school(`kiln${Math.random().toString(36).slice(2)}`);
  relay = relayOver(db.relay, { wall: () => now });
  birthday = await one(`insert into contact_field (name, type) values ('Birthday', 'date') returning id`);
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const rows = <R>(sql: string, parameters: readonly unknown[] = []) => inSchool(() => db.tenancy.rows<R>(sql, parameters));
const one = async (sql: string, parameters: readonly unknown[] = []) =>
  (await rows<{ id: string }>(sql, parameters))[0]?.id ?? '';
const entries = () => new DatedEntries(db.tenancy, db.events, new FrozenGraphs());
const passes = () => new DatedPasses(db.tenancy, db.app, entries(), () => now, createLogger('silent', 'spec'));
/** The wall clock shows an instant, and a worker that has just started checks. */
async function pass(at: string): Promise<void> {
  now = new Date(at);
  await passes().once();
  await drain(relay);
}
const person = (email: string, timeZone: string | null = null, clockId: string | null = null): Promise<string> =>
  inSchool(
    async () => (await db.tenancy.repo(Contact).insert({ email: `${email}@example.com`, timeZone, clockId })).identifiers[0]?.id,
  );
const born = (contactId: string, day: string) =>
  rows(
    `insert into contact_field_stored (contact_id, field_id, value) values ($1, $2, to_jsonb($3::text))
     on conflict (contact_id, field_id) do update set value = excluded.value`,
    [contactId, birthday, day],
  );
/** A published automation with this trigger. */
const automation = (eventType: string, config: object): Promise<string> =>
  inSchool(() =>
    publish(
      db,
      line(
        { id: 'start', kind: 'trigger', config: { eventType, time: '09:00', ...config } },
        { id: 'tag', kind: 'addTag', config: { tag: 'dated' } },
      ),
    ),
  );
const onBirthday = (config: object = {}) =>
  automation('date.reached', { dateOf: 'field', field: birthday, yearly: true, ...config });
/** Addresses of those who entered, in the order in which they did. */
const entered = async (automationId: string) =>
  (
    await rows<{ email: string }>(
      `select split_part(c.email, '@', 1) as email from automation_run r join contact c on c.id = r.contact_id
        where r.automation_id = $1 order by r.started_at, c.email`,
      [automationId],
    )
  ).map(({ email }) => email);

describe('a date in a contact field', () => {
  it('starts at the time of each person, every year, and once', async () => {
    await born(await person('ana', 'America/New_York'), '1990-05-05');
    await born(await person('ben'), '1991-05-05');
    await born(await person('cleo', 'Europe/Berlin'), '1992-05-06');
    const id = await onBirthday();
    await pass('2027-05-05T06:59:50Z');
    expect(await entered(id)).toEqual([]);
    await pass('2027-05-05T07:00:10Z');
    await pass('2027-05-05T07:00:25Z');
    expect(await entered(id)).toEqual(['ben']);
    await pass('2027-05-05T12:59:50Z');
    expect(await entered(id)).toEqual(['ben']);
    await pass('2027-05-05T13:00:05Z');
    expect(await entered(id)).toEqual(['ben', 'ana']);
    await pass('2028-05-05T07:00:10Z');
    expect(await entered(id)).toEqual(['ben', 'ana', 'ben']);
    const events = await rows<{ data: object; at: Date }>(
      `select e.data, e.occurred_at as at from event e where e.type = 'date.reached' order by e.occurred_at desc limit 1`,
    );
    expect(events).toEqual([
      {
        data: { automationId: id, triggerId: 'start', what: 'Birthday', date: '2028-05-05T07:00:00.000Z', years: 37 },
        at: new Date('2028-05-05T07:00:00Z'),
      },
    ]);
  });

  it('on 29 February starts on 28 February in a common year, and on the day itself in a leap year', async () => {
    await born(await person('leap', 'UTC'), '2000-02-29');
    await born(await person('common', 'UTC'), '2001-02-28');
    const id = await onBirthday();
    await pass('2027-02-28T08:59:00Z');
    await pass('2027-02-28T09:00:05Z');
    await pass('2027-03-01T09:00:05Z');
    expect(await entered(id)).toEqual(['common', 'leap']);
    await pass('2028-02-28T09:00:05Z');
    expect(await entered(id)).toEqual(['common', 'leap', 'common']);
    await pass('2028-02-29T09:00:05Z');
    expect(await entered(id)).toEqual(['common', 'leap', 'common', 'leap']);
  });

  it('starts days before it, across a change to summer time', async () => {
    await born(await person('ana', 'Europe/Berlin'), '2027-03-30');
    const id = await onBirthday({ yearly: false, days: -2 });
    // 28 March 2027, 09:00, is 07:00 UTC: the clocks were set forward in the night.
    await pass('2027-03-28T06:59:50Z');
    expect(await entered(id)).toEqual([]);
    await pass('2027-03-28T07:00:05Z');
    expect(await entered(id)).toEqual(['ana']);
    await pass('2028-03-28T07:00:05Z');
    expect(await entered(id)).toEqual(['ana']);
  });

  it('still starts up to 24 hours late after an outage, and not later', async () => {
    await born(await person('late', 'UTC'), '1990-05-05');
    await born(await person('too-late', 'UTC'), '1990-05-04');
    const id = await onBirthday();
    await pass('2027-05-01T12:00:00Z');
    await pass('2027-05-06T08:59:00Z');
    expect(await entered(id)).toEqual(['late']);
  });

  it('starts nobody whose moment was before the automation was published, or while it was paused', async () => {
    await born(await person('ana', 'UTC'), '1990-05-05');
    const id = await onBirthday();
    await pass('2027-05-05T09:30:00Z');
    expect(await entered(id)).toEqual([]);
    const state = (value: 'paused' | 'active') => inSchool(() => db.tenancy.repo(Automation).update({ id }, { state: value }));
    await state('paused');
    await pass('2028-05-05T09:00:10Z');
    await state('active');
    await pass('2028-05-05T09:30:00Z');
    expect(await entered(id)).toEqual([]);
    await pass('2029-05-05T09:00:10Z');
    expect(await entered(id)).toEqual(['ana']);
  });

  it('that is changed moves the moment', async () => {
    const ana = await person('ana', 'UTC');
    await born(ana, '1990-05-05');
    const id = await onBirthday();
    await pass('2027-05-05T08:00:00Z');
    await born(ana, '1990-05-07');
    await pass('2027-05-05T09:00:10Z');
    expect(await entered(id)).toEqual([]);
    await pass('2027-05-07T09:00:10Z');
    expect(await entered(id)).toEqual(['ana']);
  });

  it('starts the automation that has the trigger, and no other trigger of it', async () => {
    await born(await person('ana', 'UTC'), '1990-05-05');
    const other = await onBirthday({ time: '18:00' });
    const id = await inSchool(() =>
      publish(db, {
        nodes: [
          { id: 'before', kind: 'trigger', config: dated({ days: -1 }) },
          { id: 'on', kind: 'trigger', config: dated({}) },
          { id: 'early', kind: 'addTag', config: { tag: 'early' } },
          { id: 'day', kind: 'addTag', config: { tag: 'day' } },
        ],
        edges: [
          { source: 'before', port: 'next', target: 'early' },
          { source: 'on', port: 'next', target: 'day' },
        ],
      }),
    );
    await pass('2027-05-05T08:59:50Z');
    await pass('2027-05-05T09:00:10Z');
    expect([await entered(id), await entered(other)]).toEqual([['ana'], []]);
    expect(await rows('select cursor->>$2 as node from automation_run where automation_id = $1', [id, 'nodeId'])).toEqual([
      { node: 'on' },
    ]);
    expect(await rows('select id from non_entry')).toEqual([]);
  });

  it('starts once when workers check at the same moment', async () => {
    for (let i = 0; i < 20; i++) await born(await person(`p${i}`, 'UTC'), '1990-05-05');
    const id = await onBirthday();
    await pass('2027-05-05T08:59:50Z');
    now = new Date('2027-05-05T09:00:10Z');
    await Promise.all([1, 2, 3, 4].map(() => passes().once()));
    await drain(relay);
    expect(new Set(await entered(id)).size).toBe(20);
    expect(await entered(id)).toHaveLength(20);
  });

  it('of another school starts nobody', async () => {
    const id = await onBirthday();
    await pass('2027-05-05T08:59:50Z');
    const theirs = await db.school(`bread${Math.random().toString(36).slice(2)}`);
    await db.tenancy.withSchool(theirs, async () => {
      const [contact] = await db.tenancy.rows<{ id: string }>(
        `insert into contact (email, time_zone) values ('ida@example.com', 'UTC') returning id`,
      );
      await db.tenancy.rows(
        `with f as (insert into contact_field (id, name, type) values (uuidv7(), 'Birthday', 'date') returning id)
         insert into contact_field_stored (contact_id, field_id, value) select $1, id, to_jsonb('1990-05-05'::text) from f`,
        [contact?.id],
      );
    });
    await pass('2027-05-05T09:00:10Z');
    expect(await entered(id)).toEqual([]);
    expect(await db.asOwner(`select 1 from event where type = 'date.reached' and school_id = $1`, [theirs])).toEqual([]);
  });
});

const dated = (config: object) => ({
  ...{ eventType: 'date.reached', time: '09:00', dateOf: 'field', field: birthday, yearly: true },
  ...config,
});

describe('a date of a membership', () => {
  const plan = () =>
    one(
      `insert into plan (title, slug, price_amount, currency, interval_months) values ('Pottery', 'pottery', 2900, 'eur', 1) returning id`,
    );
  const membership = async (contactId: string, planId: string, values: Record<string, unknown>) => {
    const columns = Object.keys(values);
    return one(
      `insert into membership (plan_id, contact_id, price_amount, currency, interval_months${columns.map((name) => `, ${name}`).join('')})
       values ($1, $2, 2900, 'eur', 1${columns.map((_, i) => `, $${i + 3}`).join('')}) returning id`,
      [planId, contactId, ...Object.values(values)],
    );
  };

  it('starts three days before a trial ends, and not for a trial that ended early', async () => {
    const planId = await plan();
    const trial = { state: 'trialing', trial_ends_at: '2027-05-08T15:00:00Z' };
    const mine = await membership(await person('ana', 'UTC'), planId, trial);
    await membership(await person('gone', 'UTC'), planId, { ...trial, state: 'ended', ended_at: '2027-05-02T10:00:00Z' });
    await membership(await person('paid', 'UTC'), planId, { ...trial, state: 'active', trial_ends_at: '2027-05-02T10:00:00Z' });
    await membership(await person('unpaid', 'UTC'), planId, { ...trial, state: 'abandoned' });
    const id = await automation('date.reached', { dateOf: 'trialEnd', days: -3 });
    await pass('2027-05-05T08:59:50Z');
    await pass('2027-05-05T09:00:10Z');
    expect(await entered(id)).toEqual(['ana']);
    const [event] = await rows<{ data: object }>(`select data from event where type = 'date.reached'`);
    expect(event?.data).toMatchObject({ date: '2027-05-08T15:00:00.000Z', membershipId: mine, planId, planTitle: 'Pottery' });
  });

  it('before a renewal or an end that is scheduled, after an end, and on each anniversary', async () => {
    const planId = await plan();
    const active = { state: 'active', started_at: '2025-05-10T12:00:00Z', current_period_ends_at: '2027-05-10T12:00:00Z' };
    await membership(await person('renews', 'UTC'), planId, active);
    await membership(await person('leaves', 'UTC'), planId, { ...active, ends_at: '2027-05-10T12:00:00Z' });
    await membership(await person('left', 'UTC'), planId, { ...active, state: 'ended', ended_at: '2027-04-10T12:00:00Z' });
    const renewal = await automation('date.reached', { dateOf: 'renewal', days: -1 });
    const end = await automation('date.reached', { dateOf: 'membershipEnd', days: -1 });
    const after = await automation('date.reached', { dateOf: 'membershipEnd', days: 30 });
    const anniversary = await automation('date.reached', { dateOf: 'membershipStart', yearly: true });
    await pass('2027-05-08T12:00:00Z');
    for (const day of ['09', '10']) await pass(`2027-05-${day}T09:00:10Z`);
    expect([await entered(renewal), await entered(end), await entered(after), await entered(anniversary)]).toEqual([
      ['renews'],
      ['leaves'],
      ['left'],
      ['leaves', 'renews'],
    ]);
  });

  it('that ends at once does not start what comes before the end', async () => {
    const planId = await plan();
    const ana = await membership(await person('ana', 'UTC'), planId, { state: 'active', started_at: '2026-05-10T12:00:00Z' });
    const id = await automation('date.reached', { dateOf: 'membershipEnd', days: -1 });
    await pass('2027-05-05T06:00:00Z');
    await rows(`update membership set state = 'ended', ended_at = '2027-05-06T08:30:00Z' where id = $1`, [ana]);
    await pass('2027-05-06T08:31:00Z');
    expect(await entered(id)).toEqual([]);
  });
});

describe('a schedule', () => {
  const many = (count: number, timeZone: string | null) =>
    rows<{ id: string }>(
      `insert into contact (email, time_zone) select 'p' || lpad(n::text, 4, '0') || coalesce($2, '') || '@example.com', $2
         from generate_series(1, $1) n returning id`,
      [count, timeZone],
    );

  it('starts everyone on its days at their time, in pages, and a pass that was interrupted continues', async () => {
    await many(620, null);
    await person('ana', 'America/New_York');
    // 3 May 2027 is a Monday.
    const id = await automation('schedule.reached', { every: 'week', weekdays: [1] });
    await pass('2027-05-03T06:59:50Z');
    expect(await entered(id)).toEqual([]);
    now = new Date('2027-05-03T07:00:05Z');
    const page = await inSchool(async () => {
      const [due] = await entries().due(now);
      const scheduled = due as Parameters<DatedEntries['times']>[0];
      const [time] = await entries().times(scheduled);
      return time && entries().recordScheduled(scheduled, time);
    });
    expect(page).toBe('more');
    await pass('2027-05-03T07:00:20Z');
    await pass('2027-05-03T07:00:35Z');
    expect(await entered(id)).toHaveLength(620);
    expect(await entered(id)).not.toContain('ana');
    await pass('2027-05-03T13:00:05Z');
    expect(await entered(id)).toHaveLength(621);
    await pass('2027-05-04T07:00:05Z');
    expect(await entered(id)).toHaveLength(621);
  });

  it('starts the members of a segment at the time of the school', async () => {
    const [vip, other] = [await person('vip', 'Asia/Tokyo'), await person('other', 'Asia/Tokyo')];
    const tag = await one(`insert into tag (name) values ('vip') returning id`);
    await rows('insert into contact_tag (contact_id, tag_id) values ($1, $2)', [vip, tag]);
    const condition = { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] };
    const segment = await one('insert into segment (name, condition) values ($1, $2) returning id', [
      'VIP',
      JSON.stringify(condition),
    ]);
    now = new Date('2027-05-31T06:00:00Z');
    await inSchool(() => new SegmentMembers(db.tenancy, db.events, db.clocks).fill([segment]));
    const id = await automation('schedule.reached', { every: 'month', monthDay: 31, segment, zone: 'school' });
    await pass('2027-05-31T06:59:50Z');
    await pass('2027-05-31T07:00:10Z');
    await pass('2027-05-31T07:00:25Z');
    expect(await entered(id)).toEqual(['vip']);
    expect(other).not.toBe(vip);
    // June has 30 days.
    await pass('2027-06-30T07:00:10Z');
    expect(await entered(id)).toEqual(['vip', 'vip']);
  });
});

describe('people on a test clock', () => {
  it('start by their own time only, in order and once', async () => {
    const clock = await one(`insert into clock (name, now) values ('Later', '2030-05-04T12:00:00Z') returning id`);
    await born(await person('ana', 'UTC', clock), '1990-05-05');
    await person('ben', 'UTC', clock);
    await born(await person('wall', 'UTC'), '1990-05-05');
    const yearly = await onBirthday();
    const daily = await automation('schedule.reached', { every: 'day', time: '08:00' });
    await pass('2027-05-05T07:00:10Z');
    await pass('2027-05-05T09:00:10Z');
    expect([await entered(yearly), await entered(daily)]).toEqual([['wall'], ['wall']]);
    const span = (after: string, until: string) => ({ after: new Date(after), until: new Date(until) });
    const whole = span('2030-05-04T12:00:00Z', '2030-05-05T12:00:00Z');
    const next = (from: string) => inSchool(() => entries().nextOnClock(clock, { ...whole, after: new Date(from) }));
    expect((await next('2030-05-04T12:00:00Z'))?.toISOString()).toBe('2030-05-05T08:00:00.000Z');
    expect((await next('2030-05-05T08:00:00Z'))?.toISOString()).toBe('2030-05-05T09:00:00.000Z');
    expect(await next('2030-05-05T09:00:00Z')).toBeNull();
    await inSchool(() => entries().recordOnClock(clock, whole));
    await inSchool(() => entries().recordOnClock(clock, whole));
    const recorded = await rows<{ type: string; email: string; at: Date }>(
      `select e.type, split_part(c.email, '@', 1) as email, e.occurred_at as at from event e join contact c on c.id = e.contact_id
        where c.clock_id = $1 and e.type in ('date.reached', 'schedule.reached') order by e.id`,
      [clock],
    );
    const eight = new Date('2030-05-05T08:00:00Z');
    expect(
      recorded
        .slice(0, 2)
        .map(({ email, at }) => ({ email, at }))
        .toSorted((a, b) => a.email.localeCompare(b.email)),
    ).toEqual([
      { email: 'ana', at: eight },
      { email: 'ben', at: eight },
    ]);
    expect(recorded.slice(2)).toEqual([{ type: 'date.reached', email: 'ana', at: new Date('2030-05-05T09:00:00Z') }]);
  });
});
