import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../api/support.js';
import { learner, lessonsOf, newCourse, setClock } from './learners.js';

// Real: API and Postgres. Without the worker, only the request decides what is open.
let fixture: Fixture;
let owner: Visitor;
let course: { id: string; lessons: string[] };

const daysIn = (days: number) => ({ mode: 'after_enrolment', days, localTime: '09:00', basis: 'member' });
const now = new Date('2027-03-01T12:00:00Z');
const modules = [
  {
    title: 'Clay',
    lessons: [
      { title: 'Welcome', bodyHtml: '<p>hello</p>', preview: true },
      { title: 'Centring', bodyHtml: '<p>slowly<script>x()</script></p>' },
      { title: 'Opening', bodyHtml: '<p>secret of opening</p>', release: daysIn(3) },
      { title: 'Extra', required: false },
    ],
  },
];

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  course = await newCourse(owner, modules);
}, 90_000);
afterAll(() => fixture.close());

/** A member of the school with a test clock at noon on 1 March 2027, signed in. */
const member = (school: 'kiln' | 'bread' = 'kiln', courses: string[] = [course.id]) => learner(fixture, school, courses, now);
const events = (contactId: string) =>
  fixture.rows<{ type: string }>(
    fixture.kiln,
    `select type from event where contact_id = $1 and type not like 'access%' order by id`,
    [contactId],
  );

describe('the player', () => {
  it('shows what is open, and of what is locked only when it opens', async () => {
    const ana = await member();
    const { body } = await ana.get(`/api/portal/courses/${course.id}`);
    expect(lessonsOf(body)).toMatchObject([
      { title: 'Welcome', state: 'available', bodyHtml: '<p>hello</p>', opensAt: null },
      { title: 'Centring', state: 'available', bodyHtml: '<p>slowly</p>' },
      { title: 'Opening', state: 'locked', bodyHtml: null, videoUrl: null, opensAt: '2027-03-04T08:00:00.000Z' },
      { title: 'Extra', state: 'available' },
    ]);
    expect(body).toMatchObject({ open: true, nextUnlockAt: '2027-03-04T08:00:00.000Z', progressPercent: 0 });
    expect(JSON.stringify(body)).not.toContain('secret of opening');
  });

  it('opens a lesson at its instant, not before, though nobody was there to unlock it', async () => {
    const ana = await member();
    await setClock(fixture, ana, '2027-03-04T07:59:59Z');
    expect(lessonsOf((await ana.get(`/api/portal/courses/${course.id}`)).body)[2]?.state).toBe('locked');
    await setClock(fixture, ana, '2027-03-04T08:00:00Z');
    expect(lessonsOf((await ana.get(`/api/portal/courses/${course.id}`)).body)[2]).toMatchObject({
      state: 'available',
      bodyHtml: '<p>secret of opening</p>',
    });
  });

  it('does not open a locked lesson by its id', async () => {
    const ana = await member();
    for (const [method, path, body] of [
      ['POST', 'open', undefined],
      ['POST', 'complete', undefined],
      ['POST', 'uncomplete', undefined],
      ['PUT', 'position', { seconds: 5 }],
    ] as const) {
      const answer = await ana.send(method, `/api/portal/lessons/${course.lessons[2]}/${path}`, body);
      expect([path, answer.status, answer.body.error.code]).toEqual([path, 422, 'rule_refused']);
      expect(answer.body.error.message).toBe('This lesson opens on 4 Mar 2027, 09:00 (Europe/Berlin).');
    }
    expect(await events(ana.id)).toEqual([]);
  });

  it('shows previews to visitors, and nothing else', async () => {
    const { body } = await fixture.visitor('kiln').get(`/api/portal/courses/${course.id}`);
    expect(lessonsOf(body).map(({ state, bodyHtml }) => [state, bodyHtml])).toEqual([
      ['available', '<p>hello</p>'],
      ['locked', null],
      ['locked', null],
      ['locked', null],
    ]);
    expect((await fixture.visitor('kiln').send('POST', `/api/portal/lessons/${course.lessons[0]}/complete`)).status).toBe(401);
  });

  it('locks everything but previews when access is lost, and keeps no progress then', async () => {
    const ana = await member();
    await fixture.rows(fixture.kiln, 'update entitlement set revoked_at = starts_at where contact_id = $1', [ana.id]);
    const { body } = await ana.get(`/api/portal/courses/${course.id}`);
    expect(lessonsOf(body).map(({ state }) => state)).toEqual(['available', 'locked', 'locked', 'locked']);
    expect((await ana.send('POST', `/api/portal/lessons/${course.lessons[0]}/complete`)).status).toBe(422);
    expect((await ana.get('/api/portal/home')).body.courses).toEqual([]);
  });

  it('does not show another school’s course', async () => {
    const ben = await member('bread', []);
    expect((await ben.get(`/api/portal/courses/${course.id}`)).status).toBe(404);
    expect((await ben.send('POST', `/api/portal/lessons/${course.lessons[0]}/complete`)).status).toBe(404);
    const stranger = await fixture.owner('bread');
    expect((await stranger.get(`/api/admin/products/${course.id}/outline`)).status).toBe(404);
  });

  it('does not show another member’s progress', async () => {
    const [ana, ben] = [await member(), await member()];
    await ana.send('POST', `/api/portal/lessons/${course.lessons[1]}/complete`);
    const { body } = await ben.get(`/api/portal/courses/${course.id}`);
    expect(body.progressPercent).toBe(0);
    expect(lessonsOf(body)[1]?.state).toBe('available');
  });
});

describe('progress', () => {
  it('starts once, completes once, and tells each completion of a lesson', async () => {
    const ana = await member();
    await setClock(fixture, ana, '2027-03-05T08:00:00Z');
    const [first, second, third] = course.lessons;
    await ana.send('POST', `/api/portal/lessons/${first}/open`);
    expect((await ana.get('/api/portal/home')).body.continueWith).toMatchObject({ lessonId: first, lessonTitle: 'Welcome' });
    expect((await ana.send('POST', `/api/portal/lessons/${first}/complete`)).body).toMatchObject({ progressPercent: 33 });
    await Promise.all([1, 2, 3].map(() => ana.send('POST', `/api/portal/lessons/${second}/complete`)));
    const done = await ana.send('POST', `/api/portal/lessons/${third}/complete`);
    expect(done.body).toEqual({ lessonId: third, state: 'completed', progressPercent: 100, courseCompleted: true });
    const back = await ana.send('POST', `/api/portal/lessons/${third}/uncomplete`);
    expect(back.body).toMatchObject({ state: 'in_progress', progressPercent: 66 });
    await ana.send('POST', `/api/portal/lessons/${third}/complete`);
    expect((await events(ana.id)).map(({ type }) => type)).toEqual([
      'course.started',
      'lesson.completed',
      'lesson.completed',
      'lesson.completed',
      'course.completed',
      'lesson.completed',
    ]);
    const { body } = await ana.get('/api/portal/home');
    expect(body.courses).toMatchObject([{ id: course.id, progressPercent: 100, completedAt: '2027-03-05T08:00:00.000Z' }]);
  });

  it('keeps where a film was left', async () => {
    const ana = await member();
    expect((await ana.send('PUT', `/api/portal/lessons/${course.lessons[1]}/position`, { seconds: 42 })).status).toBe(204);
    const [, centring] = lessonsOf((await ana.get(`/api/portal/courses/${course.id}`)).body);
    expect(centring).toMatchObject({ state: 'in_progress', positionSeconds: 42 });
  });
});

describe('the outline', () => {
  it('keeps ids, refuses a stale save, and takes out what is left out', async () => {
    const mine = await newCourse(owner, modules);
    const ana = await member('kiln', [mine.id]);
    await ana.send('POST', `/api/portal/lessons/${mine.lessons[1]}/complete`);
    const path = `/api/admin/products/${mine.id}/outline`;
    const before = (await owner.get(path)).body;
    const [clay] = before.modules;
    const smaller = { revision: before.revision, modules: [{ ...clay, lessons: [clay.lessons[3], clay.lessons[0]] }] };
    const saved = await owner.send('PUT', path, smaller);
    expect(saved.body.modules[0]).toMatchObject({ id: clay.id, lessons: [{ id: mine.lessons[3] }, { id: mine.lessons[0] }] });
    expect((await owner.send('PUT', path, smaller)).body.error.code).toBe('stale_revision');
    const left = await fixture.rows<{ id: string; removed: boolean }>(
      fixture.kiln,
      'select id, removed_at is not null as removed from lesson where course_id = $1 order by id',
      [mine.id],
    );
    expect(left.map(({ id, removed }) => [mine.lessons.indexOf(id), removed]).sort()).toEqual([
      [0, false],
      [1, true],
      [2, true],
      [3, false],
    ]);
    expect((await ana.send('POST', `/api/portal/lessons/${mine.lessons[1]}/complete`)).status).toBe(404);
    const told = await fixture.rows(
      fixture.kiln,
      `select from event where type = 'course.outline_changed' and data->>'courseId' = $1`,
      [mine.id],
    );
    expect(told).toHaveLength(2);
  });

  it('refuses a lesson of another course, and an address that the portal cannot play', async () => {
    const mine = await newCourse(owner, modules);
    const put = (lesson: object) =>
      owner.send('PUT', `/api/admin/products/${mine.id}/outline`, { revision: 2, modules: [{ title: 'M', lessons: [lesson] }] });
    const foreign = await put({ id: course.lessons[0], title: 'Taken' });
    expect([foreign.status, foreign.body.error.field]).toEqual([400, 'modules.0.lessons.0.id']);
    const refused = await put({ title: 'Film', kind: 'video', videoUrl: 'http://10.0.0.1/x.mp4' });
    expect([refused.status, refused.body.error.field]).toEqual([400, 'modules.0.lessons.0.videoUrl']);
  });

  it('deletes what was removed a month ago and no one has started', async () => {
    const mine = await newCourse(owner, modules);
    const ana = await member('kiln', [mine.id]);
    await ana.send('POST', `/api/portal/lessons/${mine.lessons[1]}/open`);
    const path = `/api/admin/products/${mine.id}/outline`;
    await owner.send('PUT', path, { revision: 2, modules: [] });
    await fixture.rows(fixture.kiln, `update lesson set removed_at = now() - interval '31 days' where course_id = $1`, [mine.id]);
    await owner.send('PUT', path, { revision: 3, modules: [] });
    expect(await fixture.rows(fixture.kiln, 'select id from lesson where course_id = $1', [mine.id])).toEqual([
      { id: mine.lessons[1] },
    ]);
  });

  it('left out, the text of a lesson stays', async () => {
    const mine = await newCourse(owner, modules);
    const saved = await owner.send('PUT', `/api/admin/products/${mine.id}/outline`, {
      revision: 2,
      modules: [{ title: 'M', lessons: [{ id: mine.lessons[1], title: 'Centring, again' }] }],
    });
    expect(saved.body.modules[0].lessons[0]).toMatchObject({ title: 'Centring, again' });
    const lesson = await owner.get(`/api/admin/lessons/${mine.lessons[1]}`);
    expect(lesson.body).toMatchObject({ bodyHtml: '<p>slowly</p>' });
  });
});
