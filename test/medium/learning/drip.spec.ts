import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, Contact } from '@perennial/db';
import { ContactChanges } from '@perennial/services';
import { Classroom } from './classroom.js';

let room: Classroom;
beforeAll(async () => {
  room = await Classroom.open('drip');
});
afterAll(() => room.close());

const daysIn = (days: number, more = {}) => ({ mode: 'after_enrolment', days, localTime: '09:00', basis: 'member', ...more });
const daily = () =>
  room.course([
    { title: 'Today' },
    { title: 'One', release: daysIn(1) },
    { title: 'Two', release: daysIn(2) },
    { title: 'Three', release: daysIn(3) },
  ]);

describe('lessons at 09:00 on the member’s clock', () => {
  it.each([
    // Berlin: UTC+1 until 29 March 2026, 02:00; then UTC+2.
    [
      'Europe/Berlin',
      '2026-03-27T15:00:00.000Z',
      ['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z'],
    ],
    // Berlin: UTC+2 until 25 October 2026, 03:00; then UTC+1.
    [
      'Europe/Berlin',
      '2026-10-23T15:00:00.000Z',
      ['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z', '2026-10-26T08:00:00.000Z'],
    ],
    // New York: UTC-5 until 8 March 2026, then UTC-4.
    [
      'America/New_York',
      '2026-03-06T20:00:00.000Z',
      ['2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z', '2026-03-09T13:00:00.000Z'],
    ],
    // The school's zone, Berlin, where the person has none.
    [null, '2026-03-27T15:00:00.000Z', ['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z']],
  ])('in %s, enrolled %s, are told at %j', async (timeZone, enrolled, expected) => {
    room.now = new Date(enrolled);
    const ana = await room.person({ timeZone });
    await room.grant(ana, await daily());
    expect(await room.announced(ana)).toEqual([]);
    expect(await room.waitsUntil(ana)).toBe(expected[0]);
    await room.passTo(expected[1] ?? '');
    expect(await room.announced(ana)).toEqual([
      [expected[0], ['One']],
      [expected[1], ['Two']],
    ]);
    expect(await room.waitsUntil(ana)).toBe(expected[2]);
    await room.passTo('2027-01-01T00:00:00Z');
    expect((await room.announced(ana)).map(([at]) => at)).toEqual(expected);
    expect(await room.waitsUntil(ana)).toBe('nothing');
  });

  it('that open together are told together', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    await room.grant(
      ana,
      await room.course([
        { title: 'A', release: daysIn(1) },
        { title: 'B', release: daysIn(1) },
      ]),
    );
    await room.passTo('2026-06-03T00:00:00Z');
    expect(await room.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['A', 'B']]]);
  });

  it('are told once, however often one looks', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    await room.grant(ana, await daily());
    const { id } = await room.enrolment(ana);
    room.now = new Date('2026-06-02T07:00:00Z');
    expect(await room.sync(id)).toEqual({ next: { at: '2026-06-03T07:00:00.000Z', reason: 'A lesson opens' }, done: false });
    for (let i = 0; i < 3; i++) await room.sync(id);
    await Promise.all([room.sync(id), room.sync(id)]);
    expect(await room.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['One']]]);
  });

  it('are told at their own instants by one who looks days late, each once', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    await room.grant(ana, await daily());
    room.now = new Date('2026-06-03T20:00:00Z');
    await room.sync((await room.enrolment(ana)).id);
    expect(await room.announced(ana)).toEqual([
      ['2026-06-02T07:00:00.000Z', ['One']],
      ['2026-06-03T07:00:00.000Z', ['Two']],
    ]);
  });

  it('follow the test clock of whoever is on one', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const clock = { name: 'a year', now: new Date('2027-03-26T15:00:00Z') };
    const clockId: string = await room.in(async () => (await room.db.tenancy.repo(Clock).insert(clock)).identifiers[0]?.id);
    const ana = await room.person({ clockId });
    const courseId = await daily();
    await room.in(() =>
      room.db.access.claim(
        { contactId: ana, source: 'grant', sourceId: 'g', productIds: [courseId], startsAt: clock.now, endsAt: null },
        clock.now,
        null,
      ),
    );
    await room.carry();
    expect(await room.waitsUntil(ana)).toBe('2027-03-27T08:00:00.000Z');
    // Berlin goes to summer time on 28 March 2027.
    await room.in(() => room.db.tenancy.repo(Clock).update({ id: clockId }, { now: new Date('2027-03-28T07:00:00Z') }));
    await room.sync((await room.enrolment(ana)).id);
    expect((await room.announced(ana)).map(([at]) => at)).toEqual(['2027-03-27T08:00:00.000Z', '2027-03-28T07:00:00.000Z']);
  });
});

describe('a course that opens all at once', () => {
  it('enrols and asks Temporal for nothing', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    room.made.length = 0;
    const ana = await room.person();
    await room.grant(ana, await room.course([{ title: 'A' }, { title: 'B' }]));
    expect(await room.enrolment(ana)).toMatchObject({ percent: 0, completedAt: null });
    expect(room.made).toEqual([]);
  });
});

describe('access that is lost', () => {
  it('stops the days and what is told of them; regained, they go on where they stopped', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const courseId = await daily();
    await room.grant(ana, courseId);
    await room.passTo('2026-06-02T12:00:00Z');
    await room.grant(ana, courseId, null);
    expect(await room.waitsUntil(ana)).toBe('nothing');
    await room.passTo('2026-06-12T12:00:00Z');
    expect(await room.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['One']]]);
    // Ten days closed: "Two" was to open on 3 June, "Three" on 4 June.
    await room.grant(ana, courseId);
    expect(await room.waitsUntil(ana)).toBe('2026-06-13T07:00:00.000Z');
    await room.passTo('2026-06-20T00:00:00Z');
    expect(await room.announced(ana)).toEqual([
      ['2026-06-02T07:00:00.000Z', ['One']],
      ['2026-06-13T07:00:00.000Z', ['Two']],
      ['2026-06-14T07:00:00.000Z', ['Three']],
    ]);
    expect((await room.db.asOwner('select from enrolment where contact_id = $1', [ana])).length).toBe(1);
  });

  it('what a date opened meanwhile is told when the course opens again, at that moment', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const courseId = await room.course([{ title: 'Raku', release: { mode: 'on_date', date: '2026-06-05', localTime: '09:00' } }]);
    await room.grant(ana, courseId);
    await room.passTo('2026-06-04T00:00:00Z');
    await room.grant(ana, courseId, null);
    await room.passTo('2026-06-08T10:00:00Z');
    expect(await room.announced(ana)).toEqual([]);
    await room.grant(ana, courseId);
    expect(await room.announced(ana)).toEqual([['2026-06-08T10:00:00.000Z', ['Raku']]]);
  });

  it('that ran out a moment before its membership says that it goes on is not taken for lost', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const courseId = await daily();
    const paid = (endsAt: string) =>
      room.in(() =>
        room.db.access.claim(
          {
            contactId: ana,
            source: 'membership',
            sourceId: ana,
            productIds: [courseId],
            startsAt: room.now,
            endsAt: new Date(endsAt),
          },
          room.now,
          null,
        ),
      );
    await paid('2026-06-02T07:00:00Z');
    await room.carry();
    await room.passTo('2026-06-02T07:00:00Z');
    expect(await room.announced(ana)).toEqual([]);
    expect(await room.waitsUntil(ana)).toBe('2026-06-02T07:05:00.000Z');
    await paid('2026-07-02T07:00:00Z');
    await room.carry();
    await room.passTo('2026-06-02T08:00:00Z');
    expect(await room.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['One']]]);
    expect(await room.db.asOwner(`select from event where contact_id = $1 and type = 'access.lost'`, [ana])).toEqual([]);
  });

  it('that ran out without anybody saying so is told when a lesson falls due', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    await room.grant(ana, await daily(), new Date('2026-06-01T20:00:00Z'));
    await room.passTo('2026-06-05T00:00:00Z');
    expect(await room.announced(ana)).toEqual([]);
    const lost = await room.db.asOwner(`select from event where contact_id = $1 and type = 'access.lost'`, [ana]);
    expect(lost).toHaveLength(1);
  });
});

describe('after the lesson before', () => {
  it('a lesson opens by its completion and the days after that', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const next = { mode: 'after_previous', days: 2, localTime: '09:00', basis: 'member' };
    const courseId = await room.course([{ title: 'A' }, { title: 'B', release: next }]);
    await room.grant(ana, courseId);
    expect(await room.waitsUntil(ana)).toBeNull();
    const { id } = await room.enrolment(ana);
    await room.passTo('2026-06-10T10:00:00Z');
    await room.in(async () => {
      const lesson = await room.db.tenancy.row<{ id: string }>(`select id from lesson where course_id = $1 and title = 'A'`, [
        courseId,
      ]);
      await room.db.tenancy.em.query(
        `insert into lesson_progress (enrolment_id, lesson_id, opened_at, completed_at) values ($1, $2, $3, $3)
         on conflict (enrolment_id, lesson_id) do update set completed_at = excluded.completed_at`,
        [id, lesson?.id, room.now],
      );
      await room.db.events.record({
        type: 'lesson.completed',
        contactId: ana,
        occurredAt: room.now,
        data: { courseId, courseTitle: 'Wheel', lessonId: lesson?.id ?? '', lessonTitle: 'A', progressPercent: 50 },
      });
    });
    await room.carry();
    expect(await room.waitsUntil(ana)).toBe('2026-06-12T07:00:00.000Z');
    await room.passTo('2026-06-13T00:00:00Z');
    expect(await room.announced(ana)).toEqual([['2026-06-12T07:00:00.000Z', ['B']]]);
  });
});

describe('an outline that changes', () => {
  const changed = async (courseId: string, sql: string, addedTitles: readonly string[] = []) => {
    await room.in(async () => {
      await room.db.tenancy.em.query(sql, [courseId]);
      await room.db.events.record({
        type: 'course.outline_changed',
        contactId: null,
        occurredAt: room.now,
        data: { courseId, addedLessonIds: await idsOf(courseId, addedTitles) },
      });
    });
    await room.carry();
  };
  const idsOf = async (courseId: string, titles: readonly string[]): Promise<string[]> => {
    const rows = await room.db.tenancy.rows<{ id: string }>('select id from lesson where course_id = $1 and title = any($2)', [
      courseId,
      titles,
    ]);
    return rows.map(({ id }) => id);
  };
  const add = (title: string, release = '{"mode":"immediate"}') =>
    `insert into lesson (course_id, module_id, title, kind, position, release)
     select course_id, id, '${title}', 'text', 9, '${release}' from course_module where course_id = $1`;
  const toldBecause = async (contactId: string) =>
    (
      await room.db.asOwner<{ because: string; titles: string[] }>(
        `select data->>'because' as because, data->'lessonTitles' as titles from event
          where contact_id = $1 and type = 'lessons.unlocked' order by occurred_at, id`,
        [contactId],
      )
    ).map(({ because, titles }) => [because, ...titles]);

  it('tells everyone who can open the course what was added to it, once, and nobody else', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const [ana, ben, cleo] = [await room.person(), await room.person(), await room.person()];
    const courseId = await room.course([{ title: 'A' }, { title: 'B' }]);
    await room.grant(ana, courseId);
    await room.grant(ben, courseId);
    await room.grant(ben, courseId, null);
    room.now = new Date('2026-06-05T10:00:00Z');
    await changed(courseId, add('Raku'), ['Raku']);
    await room.grant(cleo, courseId);
    await changed(courseId, `update lesson set title = 'A bowl' where course_id = $1 and title = 'A'`);
    expect(await room.announced(ana)).toEqual([['2026-06-05T10:00:00.000Z', ['Raku']]]);
    expect(await toldBecause(ana)).toEqual([['added', 'Raku']]);
    expect([await room.announced(ben), await room.announced(cleo)]).toEqual([[], []]);
  });

  it('tells a lesson that is added to open later on its day, as scheduled', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const courseId = await room.course([{ title: 'A' }]);
    await room.grant(ana, courseId);
    await changed(courseId, add('Later', '{"mode":"after_enrolment","days":3,"localTime":"09:00","basis":"member"}'), ['Later']);
    expect(await room.waitsUntil(ana)).toBe('2026-06-04T07:00:00.000Z');
    await room.passTo('2026-06-05T00:00:00Z');
    expect(await toldBecause(ana)).toEqual([['schedule', 'Later']]);
  });
  const laterBy = (days: number) =>
    `update lesson set release = '{"mode":"after_enrolment","days":${days},"localTime":"09:00","basis":"member"}' where course_id = $1 and title = 'Three'`;

  it('wakes those who wait, and those for whom it was over', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const [ana, ben] = [await room.person(), await room.person()];
    const courseId = await daily();
    await room.grant(ana, courseId);
    await room.passTo('2026-06-10T15:00:00Z');
    await room.grant(ben, courseId);
    expect([await room.waitsUntil(ana), await room.waitsUntil(ben)]).toEqual(['nothing', '2026-06-11T07:00:00.000Z']);
    await changed(
      courseId,
      `insert into lesson (course_id, module_id, title, kind, position, release)
       select course_id, id, 'Four', 'text', 9, '{"mode":"after_enrolment","days":20,"localTime":"09:00","basis":"member"}' from course_module where course_id = $1`,
    );
    expect(await room.waitsUntil(ana)).toBe('2026-06-21T07:00:00.000Z');
    expect(room.made.slice(-2)).toMatchObject([ana, ben].map((contactId) => ({ workflow: 'enrolment', input: { contactId } })));
  });

  it('a lesson that it opens was not open before: it is told as of the change, once', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const courseId = await daily();
    await changed(courseId, laterBy(30));
    await room.grant(ana, courseId);
    await room.passTo('2026-06-10T15:00:00Z');
    await changed(courseId, laterBy(5));
    await room.passTo('2026-07-10T00:00:00Z');
    expect(await room.announced(ana)).toEqual([
      ['2026-06-02T07:00:00.000Z', ['One']],
      ['2026-06-03T07:00:00.000Z', ['Two']],
      ['2026-06-10T15:00:00.000Z', ['Three']],
    ]);
  });

  it('of a rule to a later day locks nothing that was told as open, and tells nothing again', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const ana = await room.person();
    const courseId = await daily();
    await room.grant(ana, courseId);
    await room.passTo('2026-06-10T15:00:00Z');
    await changed(courseId, laterBy(30));
    expect(await room.waitsUntil(ana)).toBe('nothing');
    await room.passTo('2026-07-10T00:00:00Z');
    expect(await room.announced(ana)).toHaveLength(3);
  });

  const movesTo = async (contactId: string, timeZone: string) => {
    const { tenancy, events, clocks } = room.db;
    await room.in(() =>
      new ContactChanges(tenancy, events, clocks).watch(contactId, () =>
        tenancy.repo(Contact).update({ id: contactId }, { timeZone }),
      ),
    );
    await room.carry();
  };

  it('of the zone moves what waits to 09:00 there, sooner or later, and wakes nobody else', async () => {
    room.now = new Date('2026-06-01T15:00:00Z');
    const [ana, ben] = [await room.person(), await room.person()];
    const courseId = await daily();
    await room.grant(ana, courseId);
    await room.grant(ben, courseId);
    const made = room.made.length;
    // It is 2 June in Auckland already, twelve hours ahead of UTC, and in Tokyo, nine ahead: a day later is 3 June, 09:00.
    await movesTo(ana, 'Pacific/Auckland');
    expect(await room.waitsUntil(ana)).toBe('2026-06-02T21:00:00.000Z');
    await movesTo(ana, 'Asia/Tokyo');
    expect(await room.waitsUntil(ana)).toBe('2026-06-03T00:00:00.000Z');
    await movesTo(ana, 'Asia/Tokyo');
    expect(room.made.slice(made)).toHaveLength(2);
    expect(await room.waitsUntil(ben)).toBe('2026-06-02T07:00:00.000Z');
    await room.passTo('2026-06-03T12:00:00Z');
    expect((await room.announced(ana)).map(([at]) => at)).toEqual(['2026-06-03T00:00:00.000Z']);
  });

  it('of the zone that puts an hour behind us opens what is due as of the move, once', async () => {
    room.now = new Date('2026-06-01T05:00:00Z');
    const ana = await room.person({ timeZone: 'America/New_York' });
    await room.grant(ana, await daily());
    expect(await room.waitsUntil(ana)).toBe('2026-06-02T13:00:00.000Z');
    await room.passTo('2026-06-02T10:00:00Z');
    await movesTo(ana, 'Europe/Berlin');
    expect(await room.announced(ana)).toEqual([['2026-06-02T10:00:00.000Z', ['One']]]);
    expect(await room.waitsUntil(ana)).toBe('2026-06-03T07:00:00.000Z');
    await room.passTo('2026-06-02T20:00:00Z');
    expect(await room.announced(ana)).toHaveLength(1);
  });

  it('leaves nobody to be woken who is not there', async () => {
    expect(await room.db.asOwner(`select * from wake where owner_kind = 'enrolment'`)).toEqual([]);
    expect(await room.db.asOwner('select * from outbox')).toEqual([]);
  });
});
