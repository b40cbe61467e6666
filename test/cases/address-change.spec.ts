import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../medium/api/support.js';
import { ask, follow, look, type MailedLink, member, sendNewest, welcome } from '../medium/mail/links.js';
import { type MailFixture, mailFixture } from '../medium/mail/mail-fixture.js';

const password = 'the first password';
let fixture: Fixture;
let mailer: MailFixture;
let owner: Visitor;
let people = 0;
beforeAll(async () => {
  fixture = await Fixture.open();
  mailer = mailFixture(fixture);
  owner = await fixture.owner('kiln');
}, 60_000);
afterAll(() => fixture.close());

const freshAddress = () => `person${people++}@kiln.example`;
const change = (staff: Visitor, contactId: string, email: string) =>
  staff.send('PATCH', `/api/admin/contacts/${contactId}`, { email });
const timeline = async (contactId: string, type: string) =>
  (await owner.get(`/api/admin/contacts/${contactId}/timeline`)).body.items.find((item: { type: string }) => item.type === type);

/** A staff member of a school with this role, signed in. */
async function staff(role: 'admin' | 'support'): Promise<Visitor> {
  await fixture.rows(
    fixture.kiln,
    `insert into staff (email, name, role, password_hash) select $1, 'Sam', $2, password_hash from staff where role = 'owner'
     on conflict do nothing`,
    [`${role}@kiln.example`, role],
  );
  const visitor = fixture.visitor('admin');
  await visitor.send('POST', '/api/admin/session', { email: `${role}@kiln.example`, password: 'a long enough password' });
  return visitor;
}

/** A member with a password, signed in. */
async function signedIn(email: string): Promise<{ contactId: string; browser: Visitor }> {
  const contactId = await member(fixture, email);
  await owner.send('PUT', `/api/admin/contacts/${contactId}/portal-actions/password`, { password });
  const browser = fixture.visitor('kiln');
  await browser.send('POST', '/api/portal/session', { email, password });
  return { contactId, browser };
}

describe('after an address was changed by staff', () => {
  const kinds: Record<string, (contactId: string, email: string) => Promise<MailedLink>> = {
    sign_in: (contactId, email) => ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email }),
    reset_password: (contactId, email) =>
      ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email, purpose: 'reset_password' }),
    welcome: (contactId) => welcome(fixture, mailer, contactId),
  };

  it.each(Object.keys(kinds))('a %s link that was sent to the earlier one is refused', async (kind) => {
    const email = freshAddress();
    const contactId = await member(fixture, email);
    const link = await kinds[kind]?.(contactId, email);
    if (!link) throw new Error('no link');
    expect((await change(owner, contactId, freshAddress())).status).toBe(200);
    expect((await follow(fixture.visitor('kiln'), link)).body.error.code).toBe('link_unusable');
    expect((await look(fixture.visitor('kiln'), link)).body.error.code).toBe('link_unusable');
  });

  it('a link that the worker was writing at that moment is refused as well', async () => {
    const email = freshAddress();
    const contactId = await member(fixture, email);
    const link = await ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email });
    const [token] = await fixture.rows<object>(fixture.kiln, 'select * from sign_in_token where contact_id = $1', [contactId]);
    expect(token).toMatchObject({ email });
    await fixture.rows(fixture.kiln, 'update contact set email = $2 where id = $1', [contactId, freshAddress()]);
    expect((await follow(fixture.visitor('kiln'), link)).body.error.code).toBe('link_unusable');
  });

  it('every browser is signed out, and the old address is notified without the new one', async () => {
    const email = freshAddress();
    const { contactId, browser } = await signedIn(email);
    await change(owner, contactId, 'somebody.else@new.example');
    expect((await browser.get('/api/portal/me')).status).toBe(401);
    const notice = await sendNewest(fixture, mailer, contactId, 'contact.email_changed');
    expect([notice.to, notice.subject]).toEqual([email, 'Your address at Kiln was changed']);
    expect(notice.text).toContain('s***@new.example');
    expect(notice.text).not.toContain('somebody.else');
  });

  it('the timeline says what it was, what it is and who changed it', async () => {
    const email = freshAddress();
    const contactId = await member(fixture, email);
    const next = freshAddress();
    await change(owner, contactId, next);
    expect(await timeline(contactId, 'contact.email_changed')).toMatchObject({
      label: 'Address changed',
      detail: `${email} · ${next} · Changed by: staff · Nora`,
    });
  });
});

describe('an address', () => {
  it('is changed by an owner and an admin; support changes a name and no address', async () => {
    const email = freshAddress();
    const contactId = await member(fixture, email);
    const support = await staff('support');
    const refused = await change(support, contactId, 'mine@evil.example');
    expect([refused.status, refused.body.error.code, refused.body.error.field]).toEqual([403, 'forbidden', 'email']);
    const named = await support.send('PATCH', `/api/admin/contacts/${contactId}`, { email, name: 'Ana' });
    expect([named.status, named.body.email, named.body.name]).toEqual([200, email, 'Ana']);
    expect((await change(await staff('admin'), contactId, freshAddress())).status).toBe(200);
  });

  it('of somebody in another school is changed by nobody here', async () => {
    const contactId = await member(fixture, 'theirs@bread.example', fixture.bread);
    expect((await change(owner, contactId, 'stolen@kiln.example')).status).toBe(404);
    expect(await fixture.rows(fixture.bread, 'select email from contact where id = $1', [contactId])).toEqual([
      { email: 'theirs@bread.example' },
    ]);
  });

  it('that somebody has already is refused beside its field', async () => {
    const taken = freshAddress();
    await member(fixture, taken);
    const answer = await change(owner, await member(fixture, freshAddress()), taken);
    expect([answer.status, answer.body.error.code, answer.body.error.field]).toEqual([409, 'email_taken', 'email']);
    expect(answer.body.error.message).not.toContain(taken);
  });
});

describe('a member who wants another address', () => {
  const request = (browser: Visitor, email: string, current?: string) =>
    browser.send('POST', '/api/portal/me/address', { email, ...(current && { current }) });
  const confirm = (browser: Visitor, token: string) => browser.send('POST', '/api/portal/me/address/confirm', { token });

  it('has it once the link sent to it is opened, in the browser that stays, under a new cookie', async () => {
    const [email, next] = [freshAddress(), freshAddress()];
    const { contactId, browser } = await signedIn(email);
    const elsewhere = fixture.visitor('kiln');
    await elsewhere.send('POST', '/api/portal/session', { email, password });
    const before = new Map(browser.cookies);
    const old = await ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email });
    expect((await request(browser, next, password)).status).toBe(202);
    const link = await sendNewest(fixture, mailer, contactId, 'contact.email_change_requested');
    expect([link.to, link.url.pathname]).toEqual([next, '/account/address']);
    expect((await browser.get('/api/portal/me')).body.contact.email).toBe(email);

    const confirmed = await confirm(browser, link.token);
    expect([confirmed.status, confirmed.body.contact.email]).toEqual([200, next]);
    expect((await browser.get('/api/portal/me')).body.contact.email).toBe(next);
    expect(browser.cookies.get('perennial_member')).not.toBe(before.get('perennial_member'));
    expect((await elsewhere.get('/api/portal/me')).status).toBe(401);
    expect((await follow(fixture.visitor('kiln'), old)).status).toBe(422);
    expect((await sendNewest(fixture, mailer, contactId, 'contact.email_changed')).to).toBe(email);
    expect(await timeline(contactId, 'contact.email_changed')).toMatchObject({
      detail: `${email} · ${next} · Changed by: the member`,
    });
  });

  it('needs the current password, and another address than the one they have', async () => {
    const email = freshAddress();
    const { browser } = await signedIn(email);
    expect((await request(browser, freshAddress())).body.error).toMatchObject({ code: 'wrong_credentials', field: 'current' });
    expect((await request(browser, email, password)).body.error.field).toBe('email');
    expect((await request(browser, 'a..b@example.org', password)).status).toBe(400);
  });

  it('learns nothing about who else is a member', async () => {
    const taken = freshAddress();
    await member(fixture, taken);
    const { contactId, browser } = await signedIn(freshAddress());
    expect((await request(browser, taken, password)).status).toBe(202);
    const events = await fixture.rows(
      fixture.kiln,
      `select id from event where contact_id = $1 and type = 'contact.email_change_requested'`,
      [contactId],
    );
    expect(events).toEqual([]);
  });

  it('a typing mistake gives no one the account: the link works only in a session of the member, and does not sign in', async () => {
    const { contactId, browser } = await signedIn(freshAddress());
    await request(browser, 'typo@stranger.example', password);
    const link = await sendNewest(fixture, mailer, contactId, 'contact.email_change_requested');
    const visitor = fixture.visitor('kiln');
    expect((await confirm(visitor, link.token)).status).toBe(401);
    expect((await follow(visitor, link)).body.error.code).toBe('link_unusable');
    const { browser: other } = await signedIn(freshAddress());
    expect((await confirm(other, link.token)).body.error.code).toBe('link_unusable');
    const theirs = fixture.visitor('bread');
    for (const [name, value] of browser.cookies) theirs.cookies.set(name, value);
    expect((await confirm(theirs, link.token)).status).toBe(401);
  });
});

describe('mailed links', () => {
  it('that were asked for before a password change are refused after it', async () => {
    const email = freshAddress();
    const { contactId, browser } = await signedIn(email);
    const link = await ask(fixture, mailer, browser, contactId, { email });
    await browser.send('PUT', '/api/portal/me/password', { password: 'the second password', current: password });
    expect((await follow(fixture.visitor('kiln'), link)).body.error.code).toBe('link_unusable');
    const another = await ask(fixture, mailer, browser, contactId, { email });
    await owner.send('PUT', `/api/admin/contacts/${contactId}/portal-actions/password`, { password: 'set by the owner' });
    expect((await follow(fixture.visitor('kiln'), another)).body.error.code).toBe('link_unusable');
  });

  it('end when a newer one was used; the newer one outlives an older one', async () => {
    const email = freshAddress();
    const contactId = await member(fixture, email);
    const links = [];
    for (let count = 0; count < 3; count++) links.push(await ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email }));
    const [first, second, third] = links;
    if (!first || !second || !third) throw new Error('no links');
    expect((await follow(fixture.visitor('kiln'), second)).status).toBe(200);
    expect((await follow(fixture.visitor('kiln'), first)).body.error.code).toBe('link_unusable');
    expect((await follow(fixture.visitor('kiln'), third)).status).toBe(200);
  });
});
