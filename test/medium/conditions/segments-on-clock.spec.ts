import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { driveClock } from '@perennial/activities';
import { Clock, Contact } from '@perennial/db';
import { SegmentMembers } from '@perennial/services';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';

let db: TestDatabase;
let schoolId: string;
let members: SegmentMembers;
const wall = new Date('2026-11-01T08:00:00Z');
beforeAll(async () => {
  db = await openDatabase('segments_clock', { wall: () => wall });
  schoolId = await db.school('kiln');
  members = new SegmentMembers(db.tenancy, db.events, db.clocks);
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(schoolId, work);
const segment = (name: string, test: object) =>
  inSchool(async () => {
    const condition = JSON.stringify({ match: 'all', tests: [test] });
    const made = await db.tenancy.row<{ id: string }>('insert into segment (name, condition) values ($1, $2) returning id', [
      name,
      condition,
    ]);
    await members.fill([made?.id ?? '']);
    return made?.id ?? '';
  });
const events = () =>
  inSchool(() =>
    db.tenancy.rows<{ type: string; segment: string; contact: string; at: Date }>(
      `select type, data->>'segment' as segment, contact_id as contact, occurred_at as at from event where type like 'segment.%' order by id`,
    ),
  );

async function advance(clockId: string, target: string): Promise<void> {
  await inSchool(() => db.tenancy.repo(Clock).update({ id: clockId }, { state: 'advancing', target: new Date(target) }));
  const relay = relayOver(db.relay, { wall: () => wall });
  await driveClock(
    servicesOf(db),
    { schoolId, clockId },
    {
      signaler: { make: async () => {} },
      heartbeat: () => {},
      sleep: () => drain(relay),
    },
  );
}

it('people on a test clock enter and leave segments in the hour of the clock in which time brings them there, and others do not', async () => {
  const { clockId, onClock } = await inSchool(async () => {
    const clock = await db.tenancy.repo(Clock).insert({ name: 'A year', now: new Date('2027-01-01T12:00:00Z') });
    const clockId = String(clock.identifiers[0]?.id);
    const made = await db.tenancy.repo(Contact).insert({ email: 'ana@example.com', clockId });
    await db.tenancy.repo(Contact).insert({ email: 'ben@example.com' });
    const onClock = String(made.identifiers[0]?.id);
    await db.tenancy.em.query(`update contact set created_at = '2027-01-01T10:30:00Z'`);
    return { clockId, onClock };
  });
  const created = { field: 'contact.createdAt' };
  await segment('Idle', { ...created, operator: 'moreThanDaysAgo', value: 14 });
  await segment('New', { ...created, operator: 'withinLastDays', value: 30 });
  await segment('Everyone with an address', { field: 'contact.email', operator: 'isNotEmpty', value: null });
  await advance(clockId, '2027-03-01T00:00:00Z');
  expect(await events()).toEqual([
    { type: 'segment.entered', segment: 'Idle', contact: onClock, at: new Date('2027-01-15T11:00:00Z') },
    { type: 'segment.left', segment: 'New', contact: onClock, at: new Date('2027-01-31T11:00:00Z') },
  ]);
  expect(await inSchool(() => db.tenancy.repo(Clock).findOneByOrFail({ id: clockId }))).toMatchObject({
    state: 'ready',
    now: new Date('2027-03-01T00:00:00Z'),
  });
});
