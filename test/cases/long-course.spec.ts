import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../medium/api/support.js';

// Real: API and Postgres.
let fixture: Fixture;
let owner: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
}, 90_000);
afterAll(() => fixture.close());

const letters = 5000;
const count = 400;
const textOf = (lesson: number) => `<p>${String(lesson).padEnd(letters - 7, 'x')}</p>`;

async function newCourse(by = owner): Promise<{ id: string; path: string }> {
  const { id } = (await by.send('POST', '/api/admin/products', { kind: 'course', title: 'Long' })).body;
  await by.send('POST', `/api/admin/products/${id}/publish`);
  return { id, path: `/api/admin/products/${id}/outline` };
}

const write = (courseId: string, bodyHtml: string, by = owner) =>
  by.send('POST', `/api/admin/products/${courseId}/lessons`, { kind: 'text', bodyHtml, videoUrl: null });

describe('a course of 400 lessons of 5,000 characters', () => {
  it('is saved lesson by lesson, and its structure in one small request', async () => {
    const course = await newCourse();
    const ids: string[] = [];
    for (let lesson = 0; lesson < count; lesson++) {
      const made = await write(course.id, textOf(lesson));
      expect(made.status).toBe(201);
      ids.push(made.body.id);
    }
    const module = (part: number) => ({
      title: `Part ${part + 1}`,
      lessons: ids.slice(part * 200, part * 200 + 200).map((id, place) => ({ id, title: `Lesson ${place + 1}` })),
    });
    const saved = await owner.send('PUT', course.path, { revision: 1, modules: [module(0), module(1)] });
    expect([saved.status, saved.body.revision]).toEqual([200, 2]);
    expect(JSON.stringify(saved.body).length).toBeLessThan(200_000);
    const [{ written }] = (await fixture.rows<{ written: number }>(
      fixture.kiln,
      'select count(*)::int as written from lesson where course_id = $1 and removed_at is null and length(body_html) = $2',
      [course.id, letters],
    )) as [{ written: number }];
    expect(written).toBe(count);
    expect((await owner.get(`/api/admin/lessons/${ids[399]}`)).body).toMatchObject({ revision: 1, bodyHtml: textOf(399) });
  });
});

describe('a lesson that is saved by itself', () => {
  it('is not in the course before the outline contains it, and is then recorded as added', async () => {
    const course = await newCourse();
    const made = await write(course.id, '<p>soon</p>');
    expect((await owner.get(course.path)).body.modules).toEqual([]);
    const modules = [{ title: 'M', lessons: [{ id: made.body.id, title: 'Soon' }] }];
    expect((await owner.send('PUT', course.path, { revision: 1, modules })).status).toBe(200);
    const told = await fixture.rows<{ data: object }>(
      fixture.kiln,
      `select data from event where type = 'course.outline_changed' and data->>'courseId' = $1`,
      [course.id],
    );
    expect(told).toEqual([{ data: { courseId: course.id, addedLessonIds: [made.body.id] } }]);
  });

  it('keeps its text when the structure is saved, and its place when its text is saved', async () => {
    const course = await newCourse();
    const { id } = (await write(course.id, '<p>first</p>')).body;
    const outline = await owner.send('PUT', course.path, {
      revision: 1,
      modules: [{ title: 'M', lessons: [{ id, title: 'One' }] }],
    });
    const content = { kind: 'video', bodyHtml: '<p>second</p>', videoUrl: 'https://youtu.be/abcdefgh' };
    const saved = await owner.send('PUT', `/api/admin/lessons/${id}`, { ...content, revision: 1 });
    expect(saved.body).toEqual({ ...content, id, revision: 2 });
    const again = await owner.send('PUT', course.path, { ...outline.body, modules: outline.body.modules });
    expect(again.body.modules[0].lessons).toMatchObject([{ id, title: 'One', kind: 'video' }]);
  });

  it('is not overwritten by an outline: that is refused, with the field and the way', async () => {
    const course = await newCourse();
    const { id } = (await write(course.id, '<p>kept</p>')).body;
    const lessons = [{ id, title: 'One', bodyHtml: '<p>other</p>' }];
    const refused = await owner.send('PUT', course.path, { revision: 1, modules: [{ title: 'M', lessons }] });
    expect([refused.status, refused.body.error.field]).toEqual([400, 'modules.0.lessons.0.bodyHtml']);
    expect((await owner.get(course.path)).body).toEqual({ revision: 1, modules: [] });
  });

  it('refuses to overwrite another person’s save, names its fields, and removes scripts', async () => {
    const course = await newCourse();
    const { id, bodyHtml } = (await write(course.id, '<p>a<script>x()</script></p>')).body;
    expect(bodyHtml).toBe('<p>a</p>');
    const put = (change: object) => owner.send('PUT', `/api/admin/lessons/${id}`, { revision: 1, ...change });
    expect((await put({ bodyHtml: '<p>b</p>' })).status).toBe(200);
    expect((await put({ bodyHtml: '<p>c</p>' })).body.error.code).toBe('stale_revision');
    const refused = await put({ revision: 2, kind: 'video', videoUrl: 'youtube' });
    expect([refused.status, refused.body.error.details.map(({ field }: { field: string }) => field)]).toEqual([
      400,
      ['videoUrl'],
    ]);
  });

  it('is not there for another school', async () => {
    const course = await newCourse();
    const { id } = (await write(course.id, '<p>ours</p>')).body;
    const stranger = await fixture.owner('bread');
    expect((await stranger.get(`/api/admin/lessons/${id}`)).status).toBe(404);
    expect((await stranger.send('PUT', `/api/admin/lessons/${id}`, { revision: 1, bodyHtml: 'x' })).status).toBe(404);
    expect((await write(course.id, 'x', stranger)).status).toBe(404);
    const theirs = await newCourse(stranger);
    const taken = await stranger.send('PUT', theirs.path, {
      revision: 1,
      modules: [{ title: 'M', lessons: [{ id, title: 'Taken' }] }],
    });
    expect([taken.status, taken.body.error.field]).toEqual([400, 'modules.0.lessons.0.id']);
  });

  it('that was taken out is put back by its id, with its text', async () => {
    const course = await newCourse();
    const { id } = (await write(course.id, '<p>kept</p>')).body;
    const modules = [{ title: 'M', lessons: [{ id, title: 'One' }] }];
    const first = await owner.send('PUT', course.path, { revision: 1, modules });
    await owner.send('PUT', course.path, { revision: 2, modules: [] });
    expect((await owner.get(course.path)).body.modules).toEqual([]);
    const back = await owner.send('PUT', course.path, { revision: 3, modules: first.body.modules });
    expect(back.body.modules).toEqual(first.body.modules);
    expect((await owner.get(`/api/admin/lessons/${id}`)).body.bodyHtml).toBe('<p>kept</p>');
  });
});
