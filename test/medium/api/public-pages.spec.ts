import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let visitor: Visitor;
let plan: { id: string; slug: string };
let courseId: string;
const title = '<b>Pottery</b> & "Clay" – 陶芸';

beforeAll(async () => {
  fixture = await Fixture.open({ stripe: true });
  owner = await fixture.owner('kiln');
  visitor = fixture.visitor('kiln');
  plan = await fixture.plan('kiln', { title, description: 'Every course,\n as long as you are a member.', trialDays: 14 });
  const course = await owner.send('POST', '/api/admin/products', {
    kind: 'course',
    title: 'Glazing',
    description: 'Ash and iron.',
  });
  courseId = course.body.id;
  const lesson = { kind: 'text', release: { mode: 'immediate', localTime: '09:00', basis: 'member' } };
  await owner.send('PUT', `/api/admin/products/${courseId}/outline`, {
    revision: 1,
    modules: [
      {
        title: 'First',
        release: lesson.release,
        lessons: [
          { ...lesson, title: 'Free to read', bodyHtml: '<p>Ash <b>melts</b>.</p>', preview: true },
          { ...lesson, title: 'For members', bodyHtml: '<p>Secret recipe.</p>' },
        ],
      },
    ],
  });
  await owner.send('POST', `/api/admin/products/${courseId}/publish`);
}, 60_000);
afterAll(() => fixture.close());

const page = async (path: string, who = visitor) =>
  (await who.get(`/api/portal/public-page?path=${encodeURIComponent(path)}`)).body;
const origin = 'http://kiln.localhost:3000';

describe('what a page says to those who run no scripts', () => {
  it('is a plan with its price, its terms and what it includes', async () => {
    expect(await page(`/plans/${plan.slug}`)).toEqual({
      title: `${title} · Kiln`,
      description: expect.stringMatching(
        /^Every course, as long as you are a member\. Free for 14 days, then €29\.00 every month/,
      ),
      url: `${origin}/plans/${plan.slug}`,
      imageUrl: null,
      siteName: 'Kiln',
      heading: title,
      paragraphs: ['Every course,\n as long as you are a member.', expect.stringContaining('then €29.00 every month'), 'Wheel'],
      links: [{ title: 'All memberships', url: `${origin}/plans` }],
    });
  });

  it('is the school with its plans', async () => {
    expect(await page('/')).toMatchObject({
      title: 'Kiln',
      url: origin,
      links: [{ title, url: `${origin}/plans/${plan.slug}` }],
    });
    expect(await page('/plans')).toMatchObject({ title: 'Memberships · Kiln', url: `${origin}/plans` });
  });

  it('is a course with its free previews, and no other lessons', async () => {
    const course = await page(`/courses/${courseId}`);
    expect(course).toMatchObject({ title: 'Glazing · Kiln', paragraphs: ['Ash and iron.', 'Free to read', 'Ash melts.'] });
    expect(JSON.stringify(course)).not.toContain('Secret');
  });

  it('is the name of the school alone where a page is private, a draft, or not there', async () => {
    const draft = await owner.send('POST', '/api/admin/plans', {
      title: 'Draft plan',
      priceAmount: 100,
      intervalMonths: 1,
      productIds: [courseId],
    });
    for (const path of ['/account', '/memberships', `/plans/${draft.body.slug}`, '/plans/nothing', '/verify/ABC', '/%00'])
      expect(await page(path)).toMatchObject({ title: 'Kiln', url: null, paragraphs: [] });
  });

  it("is nothing of another school's plans", async () => {
    const stranger = fixture.visitor('bread');
    expect(await page(`/plans/${plan.slug}`, stranger)).toMatchObject({ title: 'Bread', url: null });
    expect(await page(`/courses/${courseId}`, stranger)).toMatchObject({ title: 'Bread', url: null });
  });
});

describe('the pages for search engines', () => {
  it('are those of the school, its plans on sale and courses with a free preview', async () => {
    const { body } = await visitor.get('/api/portal/public-pages');
    expect(body.map(({ url }: { url: string }) => url)).toEqual([
      origin,
      `${origin}/plans`,
      `${origin}/plans/${plan.slug}`,
      `${origin}/courses/${courseId}`,
    ]);
    expect((await fixture.visitor('bread').get('/api/portal/public-pages')).body).toHaveLength(2);
  });
});

describe('who is signed in', () => {
  it('is null for a visitor, which is not an error', async () => {
    expect(await visitor.get('/api/portal/session')).toMatchObject({ status: 200, body: { member: null } });
    expect(await fixture.visitor('admin').get('/api/admin/session')).toMatchObject({ status: 200, body: { me: null } });
  });

  it('is the member, and the staff', async () => {
    const { id } = (await owner.send('POST', '/api/admin/contacts', { email: 'ana@kiln.example', name: 'Ana' })).body;
    await owner.send('PUT', `/api/admin/contacts/${id}/portal-actions/password`, { password: 'the first password' });
    const member = fixture.visitor('kiln');
    await member.send('POST', '/api/portal/session', { email: 'ana@kiln.example', password: 'the first password' });
    expect((await member.get('/api/portal/session')).body.member).toEqual((await member.get('/api/portal/me')).body);
    expect((await owner.get('/api/admin/session')).body.me).toEqual((await owner.get('/api/admin/me')).body);
  });
});
