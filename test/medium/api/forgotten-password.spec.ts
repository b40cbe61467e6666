import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, follow, type MailedLink, member, sendNewest } from '../mail/links.js';
import { type MailFixture, mailFixture } from '../mail/mail-fixture.js';
import { Fixture, type Visitor } from './support.js';

const first = 'the first password';
const second = 'the second password';
let fixture: Fixture;
let mailer: MailFixture;
let owner: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  mailer = mailFixture(fixture);
  owner = await fixture.owner('kiln');
}, 60_000);
afterAll(() => fixture.close());

const signIn = (email: string, password: string) =>
  fixture.visitor('kiln').send('POST', '/api/portal/session', { email, password });
const choose = (visitor: Visitor, password: string, current?: string) =>
  visitor.send('PUT', '/api/portal/me/password', { password, ...(current && { current }) });

async function forgetful(email: string): Promise<string> {
  const contactId = await member(fixture, email);
  await owner.send('PUT', `/api/admin/contacts/${contactId}/portal-actions/password`, { password: first });
  return contactId;
}

const ways: Record<string, (contactId: string, email: string) => Promise<MailedLink>> = {
  'the member': (contactId, email) =>
    ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email, purpose: 'reset_password' }),
  staff: async (contactId) => {
    await owner.send('POST', `/api/admin/contacts/${contactId}/portal-actions/reset-link`);
    return sendNewest(fixture, mailer, contactId);
  },
};

describe('a forgotten password', () => {
  it.each(Object.keys(ways))('is replaced with the link that %s asked for, without the old one, once', async (who) => {
    const email = `${who.replace(/\W/g, '')}@kiln.example`;
    const contactId = await forgetful(email);
    const link = await ways[who]?.(contactId, email);
    if (!link) throw new Error('no link');
    expect(link.text).toContain('for 1 hour from now');
    const browser = fixture.visitor('kiln');
    const opened = await follow(browser, link);
    expect([opened.status, opened.body.next, opened.body.mayChoosePassword]).toEqual([200, '/new-password', true]);
    expect((await choose(browser, second)).status).toBe(204);
    expect([(await signIn(email, second)).status, (await signIn(email, first)).status]).toEqual([200, 401]);
    expect((await browser.get('/api/portal/me')).body.mayChoosePassword).toBe(false);
    expect((await choose(browser, 'a third password')).body.error.code).toBe('wrong_credentials');
  });

  it('is not replaced after the short time that the link gives', async () => {
    const email = 'slow@kiln.example';
    const contactId = await forgetful(email);
    const browser = fixture.visitor('kiln');
    await follow(browser, await ask(fixture, mailer, browser, contactId, { email, purpose: 'reset_password' }));
    const minutes = await fixture.rows<{ minutes: number }>(
      fixture.kiln,
      'select round(extract(epoch from password_choice_until - now()) / 60)::int as minutes from session where subject_id = $1',
      [contactId],
    );
    expect(minutes).toEqual([{ minutes: 15 }]);
    await fixture.rows(fixture.kiln, `update session set password_choice_until = now() where subject_id = $1`, [contactId]);
    expect((await choose(browser, second)).body.error.code).toBe('wrong_credentials');
  });

  it('is not replaced by a sign-in link, nor in another session of the same member', async () => {
    const email = 'plain@kiln.example';
    const contactId = await forgetful(email);
    const plain = fixture.visitor('kiln');
    const opened = await follow(plain, await ask(fixture, mailer, plain, contactId, { email }));
    expect([opened.body.next, opened.body.mayChoosePassword]).toEqual(['/', false]);
    const reset = fixture.visitor('kiln');
    await follow(reset, await ask(fixture, mailer, reset, contactId, { email, purpose: 'reset_password' }));
    expect((await plain.get('/api/portal/me')).status).toBe(401);
    const later = fixture.visitor('kiln');
    await later.send('POST', '/api/portal/session', { email, password: first });
    expect((await choose(later, second)).body.error.code).toBe('wrong_credentials');
  });

  it('is replaced once when the form is sent twice at the same moment', async () => {
    const email = 'twice@kiln.example';
    const contactId = await forgetful(email);
    const browser = fixture.visitor('kiln');
    await follow(browser, await ask(fixture, mailer, browser, contactId, { email, purpose: 'reset_password' }));
    const answers = await Promise.all([choose(browser, second), choose(browser, 'a third password')]);
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  });
});

it('a changed password gives this browser a new cookie and ends the old one', async () => {
  const email = 'renewed@kiln.example';
  await forgetful(email);
  const browser = fixture.visitor('kiln');
  await browser.send('POST', '/api/portal/session', { email, password: first });
  const stolen = fixture.visitor('kiln');
  for (const [name, value] of browser.cookies) stolen.cookies.set(name, value);
  expect((await choose(browser, second, first)).status).toBe(204);
  expect((await browser.get('/api/portal/me')).status).toBe(200);
  expect((await stolen.get('/api/portal/me')).status).toBe(401);
});

it('the timeline says who changed a password', async () => {
  const contactId = await forgetful('told@kiln.example');
  const { items } = (await owner.get(`/api/admin/contacts/${contactId}/timeline`)).body;
  expect(items[0]).toMatchObject({
    type: 'contact.password_changed',
    label: 'Password changed',
    detail: 'Changed by: staff · Nora',
  });
});

describe('a page that asked for a sign-in', () => {
  it.each([
    ['/memberships', '/memberships'],
    ['/courses/7?lesson=8', '/courses/7?lesson=8'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/sign-in?token=x', '/'],
    ['/certificates?token=secret', '/certificates'],
  ])('%s is where the emailed link leads: %s', async (next, expected) => {
    const email = `next${Buffer.from(next).toString('hex')}@kiln.example`.slice(-40);
    const contactId = await member(fixture, email);
    const browser = fixture.visitor('kiln');
    const opened = await follow(browser, await ask(fixture, mailer, browser, contactId, { email, next }));
    expect([opened.status, opened.body.next]).toEqual([200, expected]);
  });
});

it('a new sign-in of staff in the same browser ends the session that was there', async () => {
  const earlier = await fixture.owner('bread');
  const kept = fixture.visitor('admin');
  for (const [name, value] of earlier.cookies) kept.cookies.set(name, value);
  const again = await earlier.send('POST', '/api/admin/session', {
    email: 'owner@kiln.example',
    password: 'a long enough password',
  });
  expect(again.status).toBe(200);
  expect((await earlier.get('/api/admin/me')).body.school.slug).toBe('kiln');
  expect((await kept.get('/api/admin/me')).status).toBe(401);
});
