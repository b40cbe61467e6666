import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from './http.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
}, 60_000);
afterAll(() => fixture.close());

const person = async (name: string, tags: readonly string[] = [], as = owner): Promise<string> => {
  const { id } = (
    await as.send('POST', '/api/admin/contacts', { email: `${name.toLowerCase().replace(' ', '.')}@people.example`, name })
  ).body;
  for (const tag of tags) await as.send('PUT', `/api/admin/contacts/${id}/tags/${encodeURIComponent(tag)}`);
  return id;
};
const listed = (condition: unknown, more = '', as = owner): Promise<Answer> =>
  as.get(`/api/admin/contacts?sort=name${more}&condition=${encodeURIComponent(JSON.stringify(condition))}`);
const names = ({ body }: Answer): string[] => body.items.map(({ name }: { name: string }) => name);
const one = (field: string, operator: string, value: unknown = null) => ({ tests: [{ field, operator, value }] });

describe('the contact list', () => {
  it('shows the people for whom a condition holds, and counts them', async () => {
    await person('Ada', ['VIP']);
    await person('Ben', ['vip', 'lead']);
    await person('Carl');
    expect(names(await listed(one('contact.tags', 'includes', 'Vip')))).toEqual(['Ada', 'Ben']);
    const first = await listed(one('contact.tags', 'includes', 'Vip'), '&pageSize=1');
    expect([names(first), first.body.total]).toEqual([['Ada'], 2]);
    const nested = {
      match: 'any',
      tests: [
        { field: 'contact.name', operator: 'is', value: 'CARL' },
        {
          match: 'all',
          tests: [one('contact.tags', 'includes', 'vip').tests[0], one('contact.tags', 'doesNotInclude', 'lead').tests[0]],
        },
      ],
    };
    expect(names(await listed(nested))).toEqual(['Ada', 'Carl']);
  });

  it('takes a search, a page and a condition together', async () => {
    await person('Zoe Kiln', ['both']);
    await person('Zoe Bread');
    await person('Max Kiln', ['both']);
    const found = await listed(one('contact.tags', 'includes', 'both'), '&q=zoe');
    expect([names(found), found.body.total]).toEqual([['Zoe Kiln'], 1]);
    const past = await listed(one('contact.tags', 'includes', 'both'), '&q=zoe&page=2');
    expect([names(past), past.body.total]).toEqual([[], 1]);
  });

  it('knows who is on a test clock', async () => {
    const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Spring', now: '2027-03-01T00:00:00.000Z' })).body;
    await owner.send('POST', '/api/admin/contacts', { email: 'on@clock.example', name: 'Clocked', clockId: clock.id });
    expect(names(await listed(one('contact.clockId', 'is', clock.id)))).toEqual(['Clocked']);
    expect(names(await listed(one('contact.clockId', 'isEmpty')))).not.toContain('Clocked');
  });

  it.each([
    ['a text that is no JSON', '{', /is not a condition/],
    ['an unknown operator', JSON.stringify(one('contact.name', 'resembles', 'x')), /is not a condition/],
    ['a field of an event', JSON.stringify(one('event.amount', 'is', 5)), /“event.amount” does not belong to a person/],
    ['a value that is left open', JSON.stringify(one('contact.name', 'is')), /“Name is” needs a value. Choose a value/],
    ['a plan by its title', JSON.stringify(one('memberships.plans', 'includes', 'Pottery')), /Choose a plan from the list/],
    ['a course that is not chosen', JSON.stringify(one('course._.completed', 'isTrue')), /Choose a course/],
  ])('refuses %s, and names the place', async (_, condition, message) => {
    const refused = await owner.get(`/api/admin/contacts?condition=${encodeURIComponent(condition)}`);
    expect([refused.status, refused.body.error.code]).toEqual([400, 'invalid_input']);
    expect(JSON.stringify(refused.body.error).replaceAll('\\"', '"')).toMatch(message);
    expect(refused.body.error.details?.[0]?.field ?? refused.body.error.field).toBe('condition');
  });

  it('never shows people of another school, nor selects by its records', async () => {
    const theirs = await person('Theirs', ['secret'], stranger);
    expect(names(await listed(one('contact.tags', 'includes', 'secret')))).toEqual([]);
    expect(names(await listed({ tests: [] }))).not.toContain('Theirs');
    expect(names(await listed(one('contact.tags', 'includes', 'secret'), '', stranger))).toEqual(['Theirs']);
    const clock = (await stranger.send('POST', '/api/admin/clocks', { name: 'Theirs', now: '2027-03-01T00:00:00.000Z' })).body;
    await stranger.send('PATCH', `/api/admin/contacts/${theirs}`, { clockId: clock.id });
    expect(names(await listed(one('contact.clockId', 'is', clock.id)))).toEqual([]);
    expect(names(await listed(one('contact.clockId', 'is', clock.id), '', stranger))).toEqual(['Theirs']);
  });
});
