import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, Contact } from '@perennial/db';
import { ContactChanges } from '@perennial/services';
import { Classroom } from './classroom.js';

let classroom: Classroom;
beforeAll(async () => {
  classroom = await Classroom.open('drip');
});
afterAll(() => classroom.close());

const daysIn = (days: number, more = {}) => ({ mode: 'after_enrolment', days, localTime: '09:00', basis: 'member', ...more });
const daily = () =>
  classroom.course([
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
    classroom.now = new Date(enrolled);
    const ana = await classroom.person({ timeZone });
    await classroom.grant(ana, await daily());
    expect(await classroom.announced(ana)).toEqual([]);
    expect(await classroom.waitsUntil(ana)).toBe(expected[0]);
    await classroom.passTo(expected[1] ?? '');
    expect(await classroom.announced(ana)).toEqual([
      [expected[0], ['One']],
      [expected[1], ['Two']],
    ]);
    expect(await classroom.waitsUntil(ana)).toBe(expected[2]);
    await classroom.passTo('2027-01-01T00:00:00Z');
    expect((await classroom.announced(ana)).map(([at]) => at)).toEqual(expected);
    expect(await classroom.waitsUntil(ana)).toBe('nothing');
  });

  it('that open together are told together', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    await classroom.grant(
      ana,
      await classroom.course([
        { title: 'A', release: daysIn(1) },
        { title: 'B', release: daysIn(1) },
      ]),
    );
    await classroom.passTo('2026-06-03T00:00:00Z');
    expect(await classroom.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['A', 'B']]]);
  });

  it('are recorded once, however often they are checked', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    await classroom.grant(ana, await daily());
    const { id } = await classroom.enrolment(ana);
    classroom.now = new Date('2026-06-02T07:00:00Z');
    expect(await classroom.sync(id)).toEqual({ next: { at: '2026-06-03T07:00:00.000Z', reason: 'lessons_open' }, done: false });
    for (let i = 0; i < 3; i++) await classroom.sync(id);
    await Promise.all([classroom.sync(id), classroom.sync(id)]);
    expect(await classroom.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['One']]]);
  });

  it('are recorded once each, at their own instants, even days late', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    await classroom.grant(ana, await daily());
    classroom.now = new Date('2026-06-03T20:00:00Z');
    await classroom.sync((await classroom.enrolment(ana)).id);
    expect(await classroom.announced(ana)).toEqual([
      ['2026-06-02T07:00:00.000Z', ['One']],
      ['2026-06-03T07:00:00.000Z', ['Two']],
    ]);
  });

  it('use the test clock of people who are on one', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const clock = { name: 'a year', now: new Date('2027-03-26T15:00:00Z') };
    const clockId: string = await classroom.in(
      async () => (await classroom.db.tenancy.repo(Clock).insert(clock)).identifiers[0]?.id,
    );
    const ana = await classroom.person({ clockId });
    const courseId = await daily();
    await classroom.in(() =>
      classroom.db.access.claim(
        { contactId: ana, source: 'grant', sourceId: 'g', productIds: [courseId], startsAt: clock.now, endsAt: null },
        clock.now,
        null,
      ),
    );
    await classroom.carry();
    expect(await classroom.waitsUntil(ana)).toBe('2027-03-27T08:00:00.000Z');
    // Berlin goes to summer time on 28 March 2027.
    await classroom.in(() => classroom.db.tenancy.repo(Clock).update({ id: clockId }, { now: new Date('2027-03-28T07:00:00Z') }));
    await classroom.sync((await classroom.enrolment(ana)).id);
    expect((await classroom.announced(ana)).map(([at]) => at)).toEqual(['2027-03-27T08:00:00.000Z', '2027-03-28T07:00:00.000Z']);
  });
});

describe('a course that opens immediately', () => {
  it('enrols and asks Temporal for nothing', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    classroom.made.length = 0;
    const ana = await classroom.person();
    await classroom.grant(ana, await classroom.course([{ title: 'A' }, { title: 'B' }]));
    expect(await classroom.enrolment(ana)).toMatchObject({ percent: 0, completedAt: null });
    expect(classroom.made).toEqual([]);
  });
});

describe('access that is lost', () => {
  it('stops the days and their events; after access is regained, they continue where they stopped', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const courseId = await daily();
    await classroom.grant(ana, courseId);
    await classroom.passTo('2026-06-02T12:00:00Z');
    await classroom.grant(ana, courseId, null);
    expect(await classroom.waitsUntil(ana)).toBe('nothing');
    await classroom.passTo('2026-06-12T12:00:00Z');
    expect(await classroom.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['One']]]);
    // Ten days closed: "Two" was to open on 3 June, "Three" on 4 June.
    await classroom.grant(ana, courseId);
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-13T07:00:00.000Z');
    await classroom.passTo('2026-06-20T00:00:00Z');
    expect(await classroom.announced(ana)).toEqual([
      ['2026-06-02T07:00:00.000Z', ['One']],
      ['2026-06-13T07:00:00.000Z', ['Two']],
      ['2026-06-14T07:00:00.000Z', ['Three']],
    ]);
    expect((await classroom.db.asOwner('select from enrolment where contact_id = $1', [ana])).length).toBe(1);
  });

  it('what a date opened meanwhile is told when the course opens again, at that moment', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const courseId = await classroom.course([
      { title: 'Raku', release: { mode: 'on_date', date: '2026-06-05', localTime: '09:00' } },
    ]);
    await classroom.grant(ana, courseId);
    await classroom.passTo('2026-06-04T00:00:00Z');
    await classroom.grant(ana, courseId, null);
    await classroom.passTo('2026-06-08T10:00:00Z');
    expect(await classroom.announced(ana)).toEqual([]);
    await classroom.grant(ana, courseId);
    expect(await classroom.announced(ana)).toEqual([['2026-06-08T10:00:00.000Z', ['Raku']]]);
  });

  it('that expires just before its membership is renewed is not recorded as lost', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const courseId = await daily();
    const paid = (endsAt: string) =>
      classroom.in(() =>
        classroom.db.access.claim(
          {
            contactId: ana,
            source: 'membership',
            sourceId: ana,
            productIds: [courseId],
            startsAt: classroom.now,
            endsAt: new Date(endsAt),
          },
          classroom.now,
          null,
        ),
      );
    await paid('2026-06-02T07:00:00Z');
    await classroom.carry();
    await classroom.passTo('2026-06-02T07:00:00Z');
    expect(await classroom.announced(ana)).toEqual([]);
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-02T07:05:00.000Z');
    await paid('2026-07-02T07:00:00Z');
    await classroom.carry();
    await classroom.passTo('2026-06-02T08:00:00Z');
    expect(await classroom.announced(ana)).toEqual([['2026-06-02T07:00:00.000Z', ['One']]]);
    expect(await classroom.db.asOwner(`select from event where contact_id = $1 and type = 'access.lost'`, [ana])).toEqual([]);
  });

  it('that ran out without anybody saying so is told when a lesson falls due', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    await classroom.grant(ana, await daily(), new Date('2026-06-01T20:00:00Z'));
    await classroom.passTo('2026-06-05T00:00:00Z');
    expect(await classroom.announced(ana)).toEqual([]);
    const lost = await classroom.db.asOwner(`select from event where contact_id = $1 and type = 'access.lost'`, [ana]);
    expect(lost).toHaveLength(1);
  });
});

describe('after the lesson before', () => {
  it('a lesson opens by its completion and the days after that', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const next = { mode: 'after_previous', days: 2, localTime: '09:00', basis: 'member' };
    const courseId = await classroom.course([{ title: 'A' }, { title: 'B', release: next }]);
    await classroom.grant(ana, courseId);
    expect(await classroom.waitsUntil(ana)).toBeNull();
    const { id } = await classroom.enrolment(ana);
    await classroom.passTo('2026-06-10T10:00:00Z');
    await classroom.in(async () => {
      const lesson = await classroom.db.tenancy.row<{ id: string }>(
        `select id from lesson where course_id = $1 and title = 'A'`,
        [courseId],
      );
      await classroom.db.tenancy.em.query(
        `insert into lesson_progress (enrolment_id, lesson_id, opened_at, completed_at) values ($1, $2, $3, $3)
         on conflict (enrolment_id, lesson_id) do update set completed_at = excluded.completed_at`,
        [id, lesson?.id, classroom.now],
      );
      await classroom.db.events.record({
        type: 'lesson.completed',
        contactId: ana,
        occurredAt: classroom.now,
        data: { courseId, courseTitle: 'Wheel', lessonId: lesson?.id ?? '', lessonTitle: 'A', progressPercent: 50 },
      });
    });
    await classroom.carry();
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-12T07:00:00.000Z');
    await classroom.passTo('2026-06-13T00:00:00Z');
    expect(await classroom.announced(ana)).toEqual([['2026-06-12T07:00:00.000Z', ['B']]]);
  });
});

describe('an outline that changes', () => {
  const changed = async (courseId: string, sql: string, addedTitles: readonly string[] = []) => {
    await classroom.in(async () => {
      await classroom.db.tenancy.em.query(sql, [courseId]);
      await classroom.db.events.record({
        type: 'course.outline_changed',
        contactId: null,
        occurredAt: classroom.now,
        data: { courseId, addedLessonIds: await idsOf(courseId, addedTitles) },
      });
    });
    await classroom.carry();
  };
  const idsOf = async (courseId: string, titles: readonly string[]): Promise<string[]> => {
    const rows = await classroom.db.tenancy.rows<{ id: string }>(
      'select id from lesson where course_id = $1 and title = any($2)',
      [courseId, titles],
    );
    return rows.map(({ id }) => id);
  };
  const add = (title: string, release = '{"mode":"immediate"}') =>
    `insert into lesson (course_id, module_id, title, kind, position, release)
     select course_id, id, '${title}', 'text', 9, '${release}' from course_module where course_id = $1`;
  const toldBecause = async (contactId: string) =>
    (
      await classroom.db.asOwner<{ because: string; titles: string[] }>(
        `select data->>'because' as because, data->'lessonTitles' as titles from event
          where contact_id = $1 and type = 'lessons.unlocked' order by occurred_at, id`,
        [contactId],
      )
    ).map(({ because, titles }) => [because, ...titles]);

  it('tells everyone who can open the course what was added to it, once, and nobody else', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const [ana, ben, cleo] = [await classroom.person(), await classroom.person(), await classroom.person()];
    const courseId = await classroom.course([{ title: 'A' }, { title: 'B' }]);
    await classroom.grant(ana, courseId);
    await classroom.grant(ben, courseId);
    await classroom.grant(ben, courseId, null);
    classroom.now = new Date('2026-06-05T10:00:00Z');
    await changed(courseId, add('Raku'), ['Raku']);
    await classroom.grant(cleo, courseId);
    await changed(courseId, `update lesson set title = 'A bowl' where course_id = $1 and title = 'A'`);
    expect(await classroom.announced(ana)).toEqual([['2026-06-05T10:00:00.000Z', ['Raku']]]);
    expect(await toldBecause(ana)).toEqual([['added', 'Raku']]);
    expect([await classroom.announced(ben), await classroom.announced(cleo)]).toEqual([[], []]);
  });

  it('tells a lesson that is added to open later on its day, as scheduled', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const courseId = await classroom.course([{ title: 'A' }]);
    await classroom.grant(ana, courseId);
    await changed(courseId, add('Later', '{"mode":"after_enrolment","days":3,"localTime":"09:00","basis":"member"}'), ['Later']);
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-04T07:00:00.000Z');
    await classroom.passTo('2026-06-05T00:00:00Z');
    expect(await toldBecause(ana)).toEqual([['schedule', 'Later']]);
  });
  const laterBy = (days: number) =>
    `update lesson set release = '{"mode":"after_enrolment","days":${days},"localTime":"09:00","basis":"member"}' where course_id = $1 and title = 'Three'`;

  it('wakes those who wait, and those for whom it was over', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const [ana, ben] = [await classroom.person(), await classroom.person()];
    const courseId = await daily();
    await classroom.grant(ana, courseId);
    await classroom.passTo('2026-06-10T15:00:00Z');
    await classroom.grant(ben, courseId);
    expect([await classroom.waitsUntil(ana), await classroom.waitsUntil(ben)]).toEqual(['nothing', '2026-06-11T07:00:00.000Z']);
    await changed(
      courseId,
      `insert into lesson (course_id, module_id, title, kind, position, release)
       select course_id, id, 'Four', 'text', 9, '{"mode":"after_enrolment","days":20,"localTime":"09:00","basis":"member"}' from course_module where course_id = $1`,
    );
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-21T07:00:00.000Z');
    expect(classroom.made.slice(-2)).toMatchObject(
      [ana, ben].map((contactId) => ({ workflow: 'enrolment', input: { contactId } })),
    );
  });

  it('a lesson that it opens is recorded once, at the time of the change', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const courseId = await daily();
    await changed(courseId, laterBy(30));
    await classroom.grant(ana, courseId);
    await classroom.passTo('2026-06-10T15:00:00Z');
    await changed(courseId, laterBy(5));
    await classroom.passTo('2026-07-10T00:00:00Z');
    expect(await classroom.announced(ana)).toEqual([
      ['2026-06-02T07:00:00.000Z', ['One']],
      ['2026-06-03T07:00:00.000Z', ['Two']],
      ['2026-06-10T15:00:00.000Z', ['Three']],
    ]);
  });

  it('of a rule to a later day locks nothing that was told as open, and tells nothing again', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const ana = await classroom.person();
    const courseId = await daily();
    await classroom.grant(ana, courseId);
    await classroom.passTo('2026-06-10T15:00:00Z');
    await changed(courseId, laterBy(30));
    expect(await classroom.waitsUntil(ana)).toBe('nothing');
    await classroom.passTo('2026-07-10T00:00:00Z');
    expect(await classroom.announced(ana)).toHaveLength(3);
  });

  const movesTo = async (contactId: string, timeZone: string) => {
    const { tenancy, events, clocks } = classroom.db;
    await classroom.in(() =>
      new ContactChanges(tenancy, events, clocks).watch(contactId, () =>
        tenancy.repo(Contact).update({ id: contactId }, { timeZone }),
      ),
    );
    await classroom.carry();
  };

  it('of the zone moves what waits to 09:00 there, sooner or later, and wakes nobody else', async () => {
    classroom.now = new Date('2026-06-01T15:00:00Z');
    const [ana, ben] = [await classroom.person(), await classroom.person()];
    const courseId = await daily();
    await classroom.grant(ana, courseId);
    await classroom.grant(ben, courseId);
    const made = classroom.made.length;
    // It is 2 June in Auckland already, twelve hours ahead of UTC, and in Tokyo, nine ahead: a day later is 3 June, 09:00.
    await movesTo(ana, 'Pacific/Auckland');
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-02T21:00:00.000Z');
    await movesTo(ana, 'Asia/Tokyo');
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-03T00:00:00.000Z');
    await movesTo(ana, 'Asia/Tokyo');
    expect(classroom.made.slice(made)).toHaveLength(2);
    expect(await classroom.waitsUntil(ben)).toBe('2026-06-02T07:00:00.000Z');
    await classroom.passTo('2026-06-03T12:00:00Z');
    expect((await classroom.announced(ana)).map(([at]) => at)).toEqual(['2026-06-03T00:00:00.000Z']);
  });

  it('of the zone that puts an hour behind us opens what is due as of the move, once', async () => {
    classroom.now = new Date('2026-06-01T05:00:00Z');
    const ana = await classroom.person({ timeZone: 'America/New_York' });
    await classroom.grant(ana, await daily());
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-02T13:00:00.000Z');
    await classroom.passTo('2026-06-02T10:00:00Z');
    await movesTo(ana, 'Europe/Berlin');
    expect(await classroom.announced(ana)).toEqual([['2026-06-02T10:00:00.000Z', ['One']]]);
    expect(await classroom.waitsUntil(ana)).toBe('2026-06-03T07:00:00.000Z');
    await classroom.passTo('2026-06-02T20:00:00Z');
    expect(await classroom.announced(ana)).toHaveLength(1);
  });

  it('leaves nobody to be woken who is not there', async () => {
    expect(await classroom.db.asOwner(`select * from wake where owner_kind = 'enrolment'`)).toEqual([]);
    expect(await classroom.db.asOwner('select * from outbox')).toEqual([]);
  });
});
