import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lockedAgain, nextRelease, type ReleaseContext, ReleaseRule, releaseSchedule, type ScheduledModule } from './release.js';

const rule = (mode: string, more: object = {}) => ReleaseRule.parse({ mode, ...more });
const now = rule('immediate');
const lesson = (lessonId: string, own = now, required = true) => ({ lessonId, rule: own, required });
const module = (moduleId: string, own: ReturnType<typeof rule>, ...lessons: ReturnType<typeof lesson>[]): ScheduledModule => ({
  moduleId,
  rule: own,
  lessons,
});
const context = (enrolledAt: string, more: Partial<ReleaseContext> = {}): ReleaseContext => ({
  enrolledAt,
  zones: { member: 'Europe/Berlin', school: 'America/New_York' },
  completedAt: {},
  pausedMs: 0,
  ...more,
});
const after = (days: number, more = {}) => rule('after_enrolment', { days, localTime: '09:00', ...more });
const unlocks = (modules: ScheduledModule[], given: ReleaseContext) =>
  releaseSchedule(modules, given).map(({ unlocksAt }) => unlocksAt);
const hour = 3_600_000;

describe('days after enrolment, at 09:00 on the member’s clock', () => {
  it.each([
    // Berlin moves from UTC+1 to UTC+2 on 29 March 2026, and back on 25 October.
    ['Europe/Berlin', '2026-03-27T15:00:00Z', 1, '2026-03-28T08:00:00.000Z'],
    ['Europe/Berlin', '2026-03-27T15:00:00Z', 2, '2026-03-29T07:00:00.000Z'],
    ['Europe/Berlin', '2026-03-27T15:00:00Z', 3, '2026-03-30T07:00:00.000Z'],
    ['Europe/Berlin', '2026-10-23T15:00:00Z', 1, '2026-10-24T07:00:00.000Z'],
    ['Europe/Berlin', '2026-10-23T15:00:00Z', 2, '2026-10-25T08:00:00.000Z'],
    ['Europe/Berlin', '2026-10-23T15:00:00Z', 3, '2026-10-26T08:00:00.000Z'],
    // New York moves from UTC-5 to UTC-4 on 8 March 2026, and back on 1 November.
    ['America/New_York', '2026-03-06T15:00:00Z', 1, '2026-03-07T14:00:00.000Z'],
    ['America/New_York', '2026-03-06T15:00:00Z', 2, '2026-03-08T13:00:00.000Z'],
    ['America/New_York', '2026-10-30T15:00:00Z', 1, '2026-10-31T13:00:00.000Z'],
    ['America/New_York', '2026-10-30T15:00:00Z', 2, '2026-11-01T14:00:00.000Z'],
    // Enrolled on Friday morning in Tokyo, which is Thursday in UTC: the day after is Saturday there.
    ['Asia/Tokyo', '2026-06-04T22:00:00Z', 1, '2026-06-06T00:00:00.000Z'],
    // 29 February.
    ['UTC', '2028-02-28T12:00:00Z', 1, '2028-02-29T09:00:00.000Z'],
    // The day of enrolment: 09:00 has passed, so it opens immediately.
    ['Europe/Berlin', '2026-06-01T15:00:00Z', 0, '2026-06-01T15:00:00.000Z'],
    // No usable zone: the school's, New York.
    ['Mars/Phobos', '2026-06-01T15:00:00Z', 1, '2026-06-02T13:00:00.000Z'],
  ])('in %s, enrolled %s, after %i days: %s', (member, enrolledAt, days, expected) => {
    const given = context(enrolledAt, { zones: { member, school: 'America/New_York' } });
    expect(unlocks([module('m', now, lesson('l', after(days)))], given)).toEqual([expected]);
  });

  it('on the school’s clock it is one instant for everybody', () => {
    const rules = [module('m', now, lesson('l', after(1, { basis: 'school' })))];
    expect(unlocks(rules, context('2026-06-01T15:00:00Z'))).toEqual(['2026-06-02T13:00:00.000Z']);
  });
});

describe('a lesson', () => {
  it('opens at the later of its module’s instant and its own', () => {
    const modules = [module('m', after(5), lesson('early', after(2)), lesson('late', after(9)))];
    expect(releaseSchedule(modules, context('2026-06-01T15:00:00Z'))).toEqual([
      { lessonId: 'early', unlocksAt: '2026-06-06T07:00:00.000Z', reason: 'days_after_enrolment', by: 'module' },
      { lessonId: 'late', unlocksAt: '2026-06-10T07:00:00.000Z', reason: 'days_after_enrolment', by: 'lesson' },
    ]);
  });

  it('on a date opens then for everybody, and at once for those who enrol later', () => {
    const modules = [module('m', now, lesson('l', rule('on_date', { date: '2026-07-01', localTime: '09:00' })))];
    expect(unlocks(modules, context('2026-06-01T15:00:00Z'))).toEqual(['2026-07-01T07:00:00.000Z']);
    expect(unlocks(modules, context('2026-08-01T15:00:00Z'))).toEqual(['2026-08-01T15:00:00.000Z']);
  });

  it('that was completed never locks again, also if its module was put off', () => {
    const modules = [module('m', after(30), lesson('done'), lesson('open'))];
    expect(
      releaseSchedule(modules, context('2026-06-01T15:00:00Z', { completedAt: { done: '2026-06-02T10:00:00Z' } })),
    ).toMatchObject([
      { unlocksAt: '2026-06-02T10:00:00.000Z', reason: 'completed' },
      { unlocksAt: '2026-07-01T07:00:00.000Z', by: 'module' },
    ]);
  });
});

describe('a lesson that was open', () => {
  const enrolledAt = '2026-06-01T15:00:00Z';
  const monthLater = [module('m', now, lesson('a', after(30)), lesson('b', after(30)))];

  it('stays open when its rule moves to a later date; people who enrol later get the new rule', () => {
    const given = context(enrolledAt, { releasedAt: { a: '2026-06-01T15:00:00Z' } });
    expect(releaseSchedule(monthLater, given)).toMatchObject([
      { unlocksAt: '2026-06-01T15:00:00.000Z', reason: 'released' },
      { unlocksAt: '2026-07-01T07:00:00.000Z', reason: 'days_after_enrolment' },
    ]);
    expect(unlocks(monthLater, context(enrolledAt))).toEqual(['2026-07-01T07:00:00.000Z', '2026-07-01T07:00:00.000Z']);
  });

  it('keeps the earliest of its instants', () => {
    const given = context(enrolledAt, { releasedAt: { a: '2026-06-03T15:00:00Z' }, completedAt: { a: '2026-06-02T15:00:00Z' } });
    expect(unlocks([module('m', now, lesson('a'))], given)).toEqual(['2026-06-01T15:00:00.000Z']);
    expect(releaseSchedule(monthLater, given)[0]).toMatchObject({ unlocksAt: '2026-06-02T15:00:00.000Z', reason: 'completed' });
  });

  const schedule = (...modules: ReturnType<typeof module>[]) => releaseSchedule(modules, context(enrolledAt));
  const atOnce = schedule(module('m', now, lesson('a'), lesson('b'), lesson('c', after(3))));

  it.each([
    ['a later day', schedule(module('m', now, lesson('a', after(30)), lesson('b'))), ['a']],
    ['a module that opens later', schedule(module('m', after(30), lesson('a'), lesson('b'))), ['a', 'b']],
    ['another order', schedule(module('m', now, lesson('b'), lesson('a', rule('after_previous', { days: 0 })))), ['a']],
    ['an earlier day', schedule(module('m', now, lesson('a'), lesson('b'), lesson('c'))), []],
    ['its removal', schedule(module('m', now, lesson('b'))), []],
  ])('would be locked by %s, or not', (_change, changed, locked) => {
    expect(lockedAgain(atOnce, changed, '2026-06-02T12:00:00Z').map(({ lessonId }) => lessonId)).toEqual(locked);
  });

  it('is recorded with the instant at which it opened, and only what was open at the change', () => {
    const later = schedule(module('m', now, lesson('a', after(30)), lesson('b', after(30)), lesson('c', after(30))));
    expect(lockedAgain(atOnce, later, '2026-06-04T06:59:59Z').map(({ at }) => at)).toEqual([
      '2026-06-01T15:00:00.000Z',
      '2026-06-01T15:00:00.000Z',
    ]);
    expect(lockedAgain(atOnce, later, '2026-06-04T07:00:00Z')[2]).toEqual({ lessonId: 'c', at: '2026-06-04T07:00:00.000Z' });
  });
});

describe('after the previous one', () => {
  const next = (days: number) => rule('after_previous', { days, localTime: '09:00' });
  const modules = [module('m', now, lesson('a'), lesson('b', next(1)), lesson('c', next(0)))];

  it('a lesson waits for the one before it, also across modules; the first has none to wait for', () => {
    const split = [module('m', now, lesson('a', next(1))), module('n', now, lesson('b', next(1)))];
    expect(releaseSchedule(split, context('2026-06-01T15:00:00Z'))).toMatchObject([
      { unlocksAt: '2026-06-02T07:00:00.000Z', reason: 'days_after_previous' },
      { unlocksAt: null, reason: 'waits_for_previous', by: 'lesson' },
    ]);
  });

  it.each([
    ['2026-06-03T10:00:00Z', ['2026-06-01T15:00:00.000Z', '2026-06-04T07:00:00.000Z', null]],
    ['2026-03-28T10:00:00Z', ['2026-03-01T15:00:00.000Z', '2026-03-29T07:00:00.000Z', null]],
  ])('a day after its completion at %s, at 09:00', (done, expected) => {
    const enrolledAt = `${done.slice(0, 8)}01T15:00:00Z`;
    expect(unlocks(modules, context(enrolledAt, { completedAt: { a: done } }))).toEqual(expected);
  });

  it('with no days in between opens at once, or at the time of day if that is still ahead', () => {
    const done = (b: string) =>
      unlocks(modules, context('2026-06-01T15:00:00Z', { completedAt: { a: '2026-06-02T10:00:00Z', b } }))[2];
    expect(done('2026-06-05T10:00:00Z')).toBe('2026-06-05T10:00:00.000Z');
    expect(done('2026-06-05T05:00:00Z')).toBe('2026-06-05T07:00:00.000Z');
  });

  it('a module waits for every required lesson of the previous module, and for no other', () => {
    const course = [module('m', now, lesson('a'), lesson('extra', now, false), lesson('b')), module('n', next(0), lesson('c'))];
    const given = (completedAt: Record<string, string>) =>
      releaseSchedule(course, context('2026-06-01T15:00:00Z', { completedAt })).at(-1);
    expect(given({ a: '2026-06-02T10:00:00Z' })).toMatchObject({ unlocksAt: null, reason: 'waits_for_previous', by: 'module' });
    expect(given({ b: '2026-06-04T10:00:00Z', a: '2026-06-02T10:00:00Z' })).toMatchObject({
      unlocksAt: '2026-06-04T10:00:00.000Z',
    });
  });
});

describe('a pause', () => {
  const course = [
    module('m', now, lesson('a', after(1)), lesson('b', after(3)), lesson('d', rule('on_date', { date: '2026-07-01' }))),
  ];

  it('stops the days after enrolment and keeps the time of day; dates stay', () => {
    expect(unlocks(course, context('2026-06-01T15:00:00Z', { pausedMs: 7 * 24 * hour }))).toEqual([
      '2026-06-09T07:00:00.000Z',
      '2026-06-11T07:00:00.000Z',
      '2026-06-30T22:00:00.000Z',
    ]);
  });

  it('never locks again what was open when it began, and never opens anything earlier', () => {
    const enrolled = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(enrolled, fc.nat(20), fc.nat(24 * 60), fc.nat(60 * 24 * 60), (start, days, openFor, paused) => {
        const enrolledAt = new Date(start).toISOString();
        const rules = [module('m', now, lesson('l', after(days)))];
        const [before = null] = unlocks(rules, context(enrolledAt));
        const [during = null] = unlocks(rules, context(enrolledAt, { pausedMs: paused * 60_000 }));
        if (before === null || during === null) throw new Error('it does not wait for anything');
        // The pause begins when the lesson has been open for some minutes, and ends `paused` minutes later.
        const ends = new Date(Date.parse(before) + (openFor + paused) * 60_000).toISOString();
        expect(before <= during && during <= ends).toBe(true);
      }),
    );
  });
});

describe('the next release', () => {
  it('names all lessons that open together, and nothing that waits or is open', () => {
    const course = [
      module(
        'm',
        now,
        lesson('a'),
        lesson('b', after(1)),
        lesson('c', after(1)),
        lesson('d', rule('after_previous', { days: 1 })),
      ),
    ];
    const schedule = releaseSchedule(course, context('2026-06-01T15:00:00Z'));
    expect(nextRelease(schedule, '2026-06-01T16:00:00Z')).toEqual({ at: '2026-06-02T07:00:00.000Z', lessonIds: ['b', 'c'] });
    expect(nextRelease(schedule, '2026-06-02T07:00:00Z')).toBeNull();
  });
});

it.each([
  { mode: 'after_enrolment' },
  { mode: 'after_enrolment', days: -1 },
  { mode: 'on_date', date: '2026-02-30' },
  { mode: 'immediate', localTime: '9' },
  { mode: 'never' },
])('a rule such as %j is refused', (bad) => {
  expect(ReleaseRule.safeParse(bad).success).toBe(false);
});
