import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MailFixture, mailFixture } from '../mail/mail-fixture.js';
import { Fixture, password, type Visitor } from './support.js';

let fixture: Fixture;
let mailer: MailFixture;
beforeAll(async () => {
  fixture = await Fixture.open();
  mailer = mailFixture(fixture);
}, 60_000);
afterAll(() => fixture.close());

const second = 'another long password';
const ask = (email: string) => fixture.visitor('admin').send('POST', '/api/admin/password-link', { email });
const reset = (visitor: Visitor, token: string, next = second) =>
  visitor.send('POST', '/api/admin/password-reset', { token, password: next });
const signIn = (email: string, secret: string) =>
  fixture.visitor('admin').send('POST', '/api/admin/session', { email, password: secret });

/** The newest reset link, as the worker mails it. */
async function link(schoolId: string): Promise<{ to: string; token: string; url: URL }> {
  const [event] = await fixture.rows<{ id: string }>(
    schoolId,
    `select id from event where type = 'staff.password_link_requested' order by id desc limit 1`,
  );
  await mailer.systemMail.sendSystemMail({ schoolId, eventId: event?.id ?? '', contactId: null });
  const mail = mailer.sent.at(-1);
  const url = new URL(/https?:\/\/\S+token=\S+/.exec(mail?.text ?? '')?.[0] ?? 'http://none.example');
  return { to: mail?.to.address ?? '', token: url.searchParams.get('token') ?? '', url };
}

describe('staff who forgot their password', () => {
  it('get a link of the admin app and choose another, once; every other session ends', async () => {
    const before = await fixture.owner('kiln');
    expect((await ask('owner@kiln.example')).status).toBe(202);
    const { to, url, token } = await link(fixture.kiln);
    expect([to, url.host, url.pathname]).toEqual(['owner@kiln.example', 'admin.localhost:3000', '/reset-password']);
    const browser = fixture.visitor('admin');
    const done = await reset(browser, token);
    expect([done.status, done.body.school.slug]).toEqual([200, 'kiln']);
    expect((await browser.get('/api/admin/me')).status).toBe(200);
    expect((await before.get('/api/admin/me')).status).toBe(401);
    expect([(await signIn('owner@kiln.example', second)).status, (await signIn('owner@kiln.example', password)).status]).toEqual([
      200, 401,
    ]);
    expect((await reset(fixture.visitor('admin'), token, password)).body.error.code).toBe('link_unusable');
    await browser.send('PUT', '/api/admin/me/password', { current: second, password });
  });

  it('are answered like strangers, who get nothing', async () => {
    const count = () => mailer.sent.length;
    const sent = count();
    const known = await ask('owner@bread.example');
    const unknown = await ask('nobody@bread.example');
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(count()).toBe(sent);
    const events = await fixture.rows<{ data: object }>(
      fixture.bread,
      `select data from event where type = 'staff.password_link_requested'`,
    );
    expect(events).toHaveLength(1);
  });

  it('of one school get no link into another, and an old or invented link opens nothing', async () => {
    await ask('owner@bread.example');
    const { token } = await link(fixture.bread);
    const done = await reset(fixture.visitor('admin'), token, password);
    expect(done.body.school.slug).toBe('bread');
    await ask('owner@bread.example');
    const old = await link(fixture.bread);
    await fixture.rows(fixture.bread, `update staff_token set expires_at = now() where used_at is null`);
    for (const dead of [old.token, 'x'.repeat(43)])
      expect((await reset(fixture.visitor('admin'), dead)).body.error.code).toBe('link_unusable');
    expect((await fixture.visitor('kiln').send('POST', '/api/admin/password-reset', { token, password })).status).toBe(404);
  });

  it('do not use a link after their password was changed in another way', async () => {
    await ask('owner@bread.example');
    const { token } = await link(fixture.bread);
    const browser = await fixture.owner('bread');
    expect((await browser.send('PUT', '/api/admin/me/password', { current: password, password })).status).toBe(204);
    expect((await reset(fixture.visitor('admin'), token)).body.error.code).toBe('link_unusable');
  });
});

describe('staff who change their password', () => {
  it('give the current one, keep this browser under a new cookie and lose the others', async () => {
    const browser = await fixture.owner('kiln');
    const other = await fixture.owner('kiln');
    const before = browser.cookies.get('perennial_staff');
    const wrong = await browser.send('PUT', '/api/admin/me/password', { current: 'not this one', password: second });
    expect([wrong.status, wrong.body.error.field]).toEqual([401, 'current']);
    expect((await browser.send('PUT', '/api/admin/me/password', { current: password, password: second })).status).toBe(204);
    expect((await browser.get('/api/admin/me')).status).toBe(200);
    expect(browser.cookies.get('perennial_staff')).not.toBe(before);
    expect((await other.get('/api/admin/me')).status).toBe(401);
    expect((await browser.send('PUT', '/api/admin/me/password', { current: second, password })).status).toBe(204);
  });

  it('are signed in', async () => {
    const answer = await fixture.visitor('admin').send('PUT', '/api/admin/me/password', { current: password, password: second });
    expect(answer.status).toBe(401);
  });
});

it('what the API answers about a person is kept by no browser', async () => {
  const owner = await fixture.owner('kiln');
  for (const path of ['/api/admin/me', '/api/admin/contacts', '/api/admin/home'])
    expect((await owner.get(path)).headers['cache-control']).toBe('no-store');
  expect((await fixture.visitor('kiln').get('/api/portal/me')).headers['cache-control']).toBe('no-store');
});
