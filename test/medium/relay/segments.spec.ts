import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Contact } from '@perennial/db';
import { maxEventDepth } from '@perennial/domain/events';
import type { Relay } from '@perennial/relay';
import { ContactTags, SegmentMembers } from '@perennial/services';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';
import { Statements } from '../../support/statements.js';

let db: TestDatabase;
let school: string;
let vip: string;
let tags: ContactTags;
let members: SegmentMembers;
let relay: Relay;
const at = new Date('2027-01-17T10:00:00Z');
const statements = new Statements('perennial');
beforeAll(async () => {
  db = await openDatabase('segments_relay');
  tags = new ContactTags(db.tenancy, db.events);
  members = new SegmentMembers(db.tenancy, db.events, db.clocks);
});
beforeEach(async () => {
  await db.asOwner('delete from outbox');
  school = await db.school(`kiln${Math.random().toString(36).slice(2)}`);
  vip = await inSchool(async () => (await tags.named(['vip'])).get('vip') ?? '');
  relay = relayOver(db.relay);
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const contact = (email: string): Promise<string> =>
  inSchool(async () => (await db.tenancy.repo(Contact).insert({ email })).identifiers[0]?.id);
const tag = (contactId: string) => inSchool(() => tags.add([{ contactId, tagId: vip, occurredAt: at }]));
const untag = (contactId: string) => inSchool(() => tags.remove([{ contactId, tagId: vip, occurredAt: at }]));
const condition = (...tests: object[]) => JSON.stringify({ match: 'all', tests });
const hasVip = () => ({ field: 'contact.tags', operator: 'includes', value: vip });
const isIn = (id: string) => ({ field: 'contact.segments', operator: 'isIn', value: [id] });
const segment = (name: string, ...tests: object[]): Promise<string> =>
  inSchool(async () => {
    const made = await db.tenancy.row<{ id: string }>('insert into segment (name, condition) values ($1, $2) returning id', [
      name,
      condition(...tests),
    ]);
    await members.fill([made?.id ?? '']);
    return made?.id ?? '';
  });
const change = (id: string, ...tests: object[]) =>
  inSchool(async () => {
    await db.tenancy.rows('update segment set condition = $2 where id = $1', [id, condition(...tests)]);
    await members.fill([id]);
  });
const membersOf = async (id: string) =>
  (
    await inSchool(() =>
      db.tenancy.rows<{ id: string }>('select contact_id as id from segment_member where segment_id = $1', [id]),
    )
  ).map((row) => row.id);
const events = () =>
  inSchool(() =>
    db.tenancy.rows<{ type: string; contact: string; segment: string; depth: number; cause: string }>(
      `select e.type, e.contact_id as contact, e.data->>'segment' as segment, e.depth, c.type as cause
         from event e join event c on c.id = e.causation_id where e.type like 'segment.%' order by e.id`,
    ),
  );

describe('an event', () => {
  it('that brings a person into a segment, or out of it, is followed by an event that it caused', async () => {
    const id = await segment('Regulars', hasVip());
    const [ana, ben] = [await contact('ana@example.com'), await contact('ben@example.com')];
    await tag(ana);
    await drain(relay);
    expect(await membersOf(id)).toEqual([ana]);
    await tag(ben);
    await untag(ana);
    await drain(relay);
    expect(await membersOf(id)).toEqual([ben]);
    const of = (type: string, who: string, cause: string) => ({ type, contact: who, segment: 'Regulars', depth: 1, cause });
    expect(await events()).toEqual([
      of('segment.entered', ana, 'tag.added'),
      expect.objectContaining({}),
      expect.objectContaining({}),
    ]);
    expect((await events()).slice(1)).toEqual(
      expect.arrayContaining([of('segment.entered', ben, 'tag.added'), of('segment.left', ana, 'tag.removed')]),
    );
  });

  it('that changes nothing about the segment is followed by none, also when it is delivered again', async () => {
    await segment('Regulars', hasVip());
    const ana = await contact('ana@example.com');
    await tag(ana);
    await drain(relay);
    await inSchool(() =>
      db.events.record({ type: 'tag.added', contactId: ana, occurredAt: at, data: { tagId: vip, tag: 'vip' } }),
    );
    await drain(relay);
    expect(await events()).toHaveLength(1);
  });

  it('also concerns segments that name the segment', async () => {
    const inner = await segment('Inner', hasVip());
    const outer = await segment('Outer', isIn(inner));
    const ana = await contact('ana@example.com');
    await tag(ana);
    await drain(relay);
    expect([await membersOf(inner), await membersOf(outer)]).toEqual([[ana], [ana]]);
    expect((await events()).map((event) => event.segment).toSorted()).toEqual(['Inner', 'Outer']);
  });

  it('starts automations on entering and leaving', async () => {
    const id = await segment('Regulars', hasVip());
    await segment('Everybody else', { field: 'contact.tags', operator: 'doesNotInclude', value: vip });
    const on = (eventType: string) =>
      line(
        {
          id: 'start',
          kind: 'trigger',
          config: { eventType, filters: { match: 'all', tests: [{ field: 'event.segmentId', operator: 'is', value: id }] } },
        },
        { id: 'tag', kind: 'addTag', config: { tag: 'met' } },
      );
    await inSchool(() => publish(db, on('segment.entered'), 'Welcome'));
    await inSchool(() => publish(db, on('segment.left'), 'Goodbye'));
    const ana = await contact('ana@example.com');
    const entered = () =>
      inSchool(async () =>
        (
          await db.tenancy.rows<{ name: string }>(
            'select a.name from automation_run r join automation a on a.id = r.automation_id order by r.id',
          )
        ).map(({ name }) => name),
      );
    await tag(ana);
    await drain(relay);
    expect(await entered()).toEqual(['Welcome']);
    await untag(ana);
    await drain(relay);
    expect(await entered()).toEqual(['Welcome', 'Goodbye']);
  });

  it('at the end of a chain of causes that is too long changes the members and records nothing', async () => {
    const id = await segment('Regulars', hasVip());
    const ana = await contact('ana@example.com');
    const cause = await inSchool(() =>
      db.events.record({ type: 'custom.event', contactId: ana, occurredAt: at, data: { name: 'x', properties: {} } }),
    );
    await inSchool(() =>
      tags.add([{ contactId: ana, tagId: vip, occurredAt: at, cause: { eventId: cause ?? '', depth: maxEventDepth - 1 } }]),
    );
    await drain(relay);
    expect([await membersOf(id), await events()]).toEqual([[ana], []]);
  });

  it('costs no statement for segments in a school without any', async () => {
    const ana = await contact('ana@example.com');
    await tag(ana);
    await drain(relay);
    statements.forget();
    await untag(ana);
    await drain(relay);
    expect(statements.all.filter((text) => text.includes('segment'))).toEqual([]);
    await segment('Regulars', hasVip());
    statements.forget();
    await tag(ana);
    await drain(relay);
    // Lock, conditions, members and the event; then the event of the segment, which concerns none.
    expect(statements.all.filter((text) => text.includes('segment')).length).toBeLessThanOrEqual(5);
    expect(await events()).toHaveLength(1);
  });
});

describe('people who are in a segment', () => {
  it('when it is created, or because its condition changes, are not recorded as entering or leaving', async () => {
    const [ana, ben] = [await contact('ana@example.com'), await contact('ben@example.com')];
    await tag(ana);
    await drain(relay);
    const id = await segment('Regulars', hasVip());
    expect(await membersOf(id)).toEqual([ana]);
    await change(id, { field: 'contact.email', operator: 'is', value: 'ben@example.com' });
    expect(await membersOf(id)).toEqual([ben]);
    await drain(relay);
    expect(await events()).toEqual([]);
  });

  it('of another school stay as they are', async () => {
    const theirs = school;
    const stranger = await contact('ana@example.com');
    const theirSegment = await segment('Theirs', hasVip());
    await tag(stranger);
    await drain(relay);
    school = await db.school(`bread${Math.random().toString(36).slice(2)}`);
    vip = await inSchool(async () => (await tags.named(['vip'])).get('vip') ?? '');
    const ours = await segment('Ours', isIn(theirSegment));
    const ana = await contact('ana@example.com');
    await tag(ana);
    await drain(relay);
    expect(await membersOf(ours)).toEqual([]);
    school = theirs;
    expect(await membersOf(theirSegment)).toEqual([stranger]);
  });
});
