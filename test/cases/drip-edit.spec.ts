import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../medium/api/support.js';
import { type Learner, learner, lessonsOf, newCourse, setClock } from '../medium/learning/learners.js';

// Real: API and Postgres. Without the worker, only the request decides what is open.
let fixture: Fixture;
let owner: Visitor;

const start = new Date('2027-03-01T12:00:00Z');
const daysIn = (days: number) => ({ mode: 'after_enrolment', days, localTime: '09:00', basis: 'member' });
const afterPrevious = { mode: 'after_previous', days: 0, localTime: '00:00', basis: 'member' };

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
}, 90_000);
afterAll(() => fixture.close());

/** Titles of the lessons that a member can open now. */
async function openTo(member: Learner, courseId: string): Promise<string[]> {
  const { body } = await member.get(`/api/portal/courses/${courseId}`);
  return lessonsOf(body).flatMap(({ title, state, bodyHtml }) => (state !== 'locked' && bodyHtml !== null ? [title] : []));
}

/** Changes the outline of a course as the editor does. */
async function edit(courseId: string, change: (modules: { release: object; lessons: object[] }[]) => object[]): Promise<void> {
  const path = `/api/admin/products/${courseId}/outline`;
  const { revision, modules } = (await owner.get(path)).body;
  const saved = await owner.send('PUT', path, { revision, modules: change(modules) });
  expect(saved.body).toMatchObject({ revision: revision + 1 });
}

const newMember = (courseId: string, change = {}) => learner(fixture, 'kiln', [courseId], start, change);
const visit = (member: Learner, lessonId: string | undefined, what: string) =>
  member.send('POST', `/api/portal/lessons/${lessonId}/${what}`);

describe('a change of the course does not lock what was open', () => {
  it('when the rule of a lesson is put off: opened or not, it stays open; who buys afterwards waits', async () => {
    const course = await newCourse(owner, [{ title: 'M', lessons: [{ title: 'A' }, { title: 'B' }, { title: 'C' }] }]);
    const ana = await newMember(course.id);
    await visit(ana, course.lessons[1], 'open');
    await edit(course.id, ([module]) => [
      { ...module, lessons: module?.lessons.map((lesson, place) => (place > 0 ? { ...lesson, release: daysIn(30) } : lesson)) },
    ]);
    expect(await openTo(ana, course.id)).toEqual(['A', 'B', 'C']);
    expect((await visit(ana, course.lessons[2], 'complete')).status).toBe(200);
    const ben = await newMember(course.id);
    expect(await openTo(ben, course.id)).toEqual(['A']);
    await setClock(fixture, ben, '2027-03-31T06:59:59Z');
    expect(await openTo(ben, course.id)).toEqual(['A']);
    await setClock(fixture, ben, '2027-03-31T07:00:00Z');
    expect(await openTo(ben, course.id)).toEqual(['A', 'B', 'C']);
  });

  it('when the module is put off, and again when it is put off once more', async () => {
    const course = await newCourse(owner, [{ title: 'M', lessons: [{ title: 'A' }, { title: 'B', release: daysIn(3) }] }]);
    const ana = await newMember(course.id);
    await visit(ana, course.lessons[0], 'open');
    await setClock(fixture, ana, '2027-03-10T12:00:00Z');
    for (const days of [20, 40]) {
      await edit(course.id, ([module]) => [{ ...module, release: daysIn(days) }]);
      expect(await openTo(ana, course.id)).toEqual(['A', 'B']);
    }
  });

  it('when a required lesson is added before a module that waits for the one before it', async () => {
    const course = await newCourse(owner, [
      { title: 'M', lessons: [{ title: 'A' }] },
      { title: 'N', release: afterPrevious, lessons: [{ title: 'B' }] },
    ]);
    const ana = await newMember(course.id);
    await visit(ana, course.lessons[0], 'complete');
    await edit(course.id, ([first, second]) => [
      { ...first, lessons: [...(first?.lessons ?? []), { title: 'A2' }] },
      second ?? {},
    ]);
    expect(await openTo(ana, course.id)).toEqual(['A', 'A2', 'B']);
  });

  it('when a preview that a member has opened is no preview any more', async () => {
    const course = await newCourse(owner, [{ title: 'M', lessons: [{ title: 'A', preview: true, release: daysIn(30) }] }]);
    const ana = await newMember(course.id);
    await visit(ana, course.lessons[0], 'open');
    await edit(course.id, ([module]) => [
      { ...module, lessons: module?.lessons.map((lesson) => ({ ...lesson, preview: false })) },
    ]);
    expect(await openTo(ana, course.id)).toEqual(['A']);
    expect(await openTo(await newMember(course.id), course.id)).toEqual([]);
  });

  it('when a completion is taken back: what it opened stays open', async () => {
    const course = await newCourse(owner, [{ title: 'M', lessons: [{ title: 'A' }, { title: 'B', release: afterPrevious }] }]);
    const ana = await newMember(course.id);
    await visit(ana, course.lessons[0], 'complete');
    await visit(ana, course.lessons[0], 'uncomplete');
    expect(await openTo(ana, course.id)).toEqual(['A', 'B']);
  });
});

describe('a move of the time zone westwards does not lock what was open', () => {
  const drip = [{ title: 'M', lessons: [{ title: 'A' }, { title: 'B', release: daysIn(1) }] }];

  it('of the member', async () => {
    const course = await newCourse(owner, drip);
    const ana = await newMember(course.id, { timeZone: 'Asia/Tokyo' });
    await visit(ana, course.lessons[0], 'open');
    await setClock(fixture, ana, '2027-03-02T01:00:00Z');
    expect(await openTo(ana, course.id)).toEqual(['A', 'B']);
    await owner.send('PATCH', `/api/admin/contacts/${ana.id}`, { timeZone: 'America/New_York' });
    expect(await openTo(ana, course.id)).toEqual(['A', 'B']);
  });

  it('of the school', async () => {
    const course = await newCourse(owner, drip);
    const ana = await newMember(course.id, { timeZone: null });
    await visit(ana, course.lessons[0], 'open');
    await setClock(fixture, ana, '2027-03-02T08:30:00Z');
    expect(await openTo(ana, course.id)).toEqual(['A', 'B']);
    const moved = await owner.send('PATCH', '/api/admin/school', { timeZone: 'America/New_York' });
    expect(moved.status).toBe(200);
    expect(await openTo(ana, course.id)).toEqual(['A', 'B']);
    expect(await openTo(await newMember(course.id, { timeZone: null }), course.id)).toEqual(['A']);
  });
});
