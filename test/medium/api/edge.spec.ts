import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnsubscribeProof } from '@perennial/services';
import { Fixture, founder, password, type Visitor } from './support.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
}, 60_000);
afterAll(() => fixture.close());

const shape = (code: string) => ({
  error: expect.objectContaining({ code, message: expect.any(String), requestId: expect.any(String) }),
});

describe('staff sign-in', () => {
  it('lets the owner in and says who and which school', async () => {
    const owner = await fixture.owner('kiln');
    const me = await owner.get('/api/admin/me');
    expect(me.body).toMatchObject({
      staff: { email: 'owner@kiln.example', role: 'owner' },
      school: { slug: 'kiln' },
      stripe: null,
    });
  });

  it('takes the address in any case', async () => {
    const answer = await fixture.visitor('admin').send('POST', '/api/admin/session', { email: 'Owner@KILN.example', password });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['a wrong password', founder('kiln').email],
    ['an unknown address', 'nobody@kiln.example'],
  ])('refuses %s with the same words', async (_what, email) => {
    const answer = await fixture.visitor('admin').send('POST', '/api/admin/session', { email, password: 'wrong' });
    expect([answer.status, answer.body]).toEqual([401, shape('wrong_credentials')]);
  });

  it('refuses a signed-out cookie', async () => {
    const owner = await fixture.owner('kiln');
    const token = owner.cookies.get('perennial_staff') ?? '';
    await owner.send('DELETE', '/api/admin/session');
    owner.cookies.set('perennial_staff', token);
    expect((await owner.get('/api/admin/me')).status).toBe(401);
  });

  it('pauses an address after ten wrong passwords, and says how long', async () => {
    const visitor = fixture.visitor('admin');
    const guess = () => visitor.send('POST', '/api/admin/session', { email: 'guessed@kiln.example', password: 'wrong' });
    for (let attempt = 0; attempt < 10; attempt++) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect([refused.status, refused.body]).toEqual([429, shape('too_many_attempts')]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('counts attempts under the caller that the nearest trusted proxy names, whatever the caller claims itself', async () => {
    const guess = (attempt: number, caller: string) =>
      fixture.request({
        method: 'POST',
        path: '/api/admin/session',
        headers: {
          host: 'admin.localhost:3000',
          origin: 'http://admin.localhost:3000',
          'x-forwarded-for': `198.51.100.${attempt}, ${caller}, 10.9.0.1`,
        },
        body: { email: 'proxied@kiln.example', password: 'wrong' },
      });
    for (let attempt = 0; attempt < 10; attempt++) expect((await guess(attempt, '203.0.113.7')).status).toBe(401);
    expect((await guess(10, '203.0.113.7')).status).toBe(429);
    expect((await guess(11, '203.0.113.8')).status).toBe(401);
  });

  it('sets a cookie that scripts cannot read', async () => {
    const answer = await fixture.visitor('admin').send('POST', '/api/admin/session', { email: founder('kiln').email, password });
    expect(String(answer.headers['set-cookie'])).toMatch(/perennial_staff=.*HttpOnly.*SameSite=Lax/i);
  });
});

describe('surfaces', () => {
  it('answers admin routes on the admin host only', async () => {
    expect((await fixture.visitor('kiln').get('/api/admin/me')).status).toBe(404);
  });

  it('answers portal routes on the host of a school only', async () => {
    expect((await fixture.visitor('kiln').get('/api/portal/school')).body).toMatchObject({ slug: 'kiln' });
    expect((await fixture.visitor('nowhere').get('/api/portal/school')).status).toBe(404);
    expect((await fixture.visitor('admin').get('/api/portal/school')).status).toBe(404);
  });

  it.each([['http://kiln.localhost:3000'], ['http://admin.localhost'], ['null'], [undefined]])(
    'refuses a change from the origin %s',
    async (origin) => {
      const answer = await fixture.request({
        method: 'POST',
        path: '/api/admin/session',
        headers: { host: 'admin.localhost:3000', ...(origin && { origin }) },
        body: { email: founder('kiln').email, password },
      });
      expect([answer.status, answer.body]).toEqual([403, shape('forbidden_origin')]);
    },
  );

  it('refuses a form post even from its own origin', async () => {
    const answer = await fixture.request({
      method: 'POST',
      path: '/api/admin/session',
      headers: {
        host: 'admin.localhost:3000',
        origin: 'http://admin.localhost:3000',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'email=a%40b.example&password=x',
    });
    expect([answer.status, answer.body]).toEqual([415, shape('unsupported_media_type')]);
  });

  it('takes a staff cookie for nothing in a portal, and a member cookie for nothing in the admin app', async () => {
    const owner = await fixture.owner('kiln');
    const portal = fixture.visitor('kiln');
    portal.cookies.set('perennial_member', owner.cookies.get('perennial_staff') ?? '');
    expect((await portal.get('/api/portal/me')).status).toBe(401);
    const member = await memberOf('kiln', 'cross@kiln.example');
    const admin = fixture.visitor('admin');
    admin.cookies.set('perennial_staff', member.cookies.get('perennial_member') ?? '');
    expect((await admin.get('/api/admin/me')).status).toBe(401);
  });

  it("takes a member's cookie for nothing in another school's portal", async () => {
    const member = await memberOf('kiln', 'visitor@kiln.example');
    expect((await member.get('/api/portal/me')).status).toBe(200);
    const elsewhere = fixture.visitor('bread');
    elsewhere.cookies.set('perennial_member', member.cookies.get('perennial_member') ?? '');
    expect((await elsewhere.get('/api/portal/me')).status).toBe(401);
  });
});

describe('input', () => {
  const post = (body: string) =>
    fixture.request({
      method: 'POST',
      path: '/api/admin/session',
      headers: { host: 'admin.localhost:3000', origin: 'http://admin.localhost:3000', 'content-type': 'application/json' },
      body,
    });

  it('names malformed JSON', async () => {
    const answer = await post('{"email":');
    expect([answer.status, answer.body]).toEqual([400, shape('invalid_json')]);
  });

  it('names every field that does not fit', async () => {
    const answer = await post('{"email": 3}');
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual([
      { field: 'email', message: 'must be an email address such as ana@example.org' },
      { field: 'password', message: 'is missing' },
    ]);
  });

  it('says not found for an id that is none, and for one that nobody has', async () => {
    const owner = await fixture.owner('kiln');
    expect((await owner.get('/api/admin/plans/abc')).status).toBe(404);
    expect((await owner.get('/api/admin/plans/01920000-0000-7000-8000-000000000001')).body).toEqual(shape('not_found'));
  });

  it('says not found for a path that is none', async () => {
    expect((await fixture.visitor('admin').get('/api/nothing')).body).toEqual(shape('not_found'));
  });

  it('carries the id that the browser gave to its request', async () => {
    const answer = await fixture.request({ method: 'GET', path: '/api/nothing', headers: { 'x-request-id': 'click-12345' } });
    expect(answer.body.error.requestId).toBe('click-12345');
  });
});

describe('member sign-in', () => {
  it('accepts a link request for any address, and records one only for an account', async () => {
    await account('known@kiln.example');
    const visitor = fixture.visitor('kiln');
    for (const email of ['known@kiln.example', 'unknown@kiln.example'])
      expect((await visitor.send('POST', '/api/portal/sign-in-link', { email })).status).toBe(202);
    const events = await fixture.rows(
      fixture.kiln,
      `select c.email from event e join contact c on c.id = e.contact_id where e.type = 'sign_in.link_requested'`,
    );
    expect(events).toEqual([{ email: 'known@kiln.example' }]);
  });

  it('lets a link in once', async () => {
    const contactId = await account('link@kiln.example');
    const token = 'a'.repeat(43);
    await linkToken(fixture.kiln, contactId, token, '1 hour');
    const first = await fixture.visitor('kiln').send('POST', '/api/portal/session/token', { token });
    expect([first.status, first.body.contact.email]).toEqual([200, 'link@kiln.example']);
    const second = await fixture.visitor('kiln').send('POST', '/api/portal/session/token', { token });
    expect([second.status, second.body]).toEqual([422, shape('link_unusable')]);
  });

  it('does not let an old link in, nor one of another school', async () => {
    const contactId = await account('old@kiln.example');
    await linkToken(fixture.kiln, contactId, 'b'.repeat(43), '-1 second');
    await linkToken(fixture.kiln, contactId, 'c'.repeat(43), '1 hour');
    expect((await fixture.visitor('kiln').send('POST', '/api/portal/session/token', { token: 'b'.repeat(43) })).status).toBe(422);
    expect((await fixture.visitor('bread').send('POST', '/api/portal/session/token', { token: 'c'.repeat(43) })).status).toBe(
      422,
    );
  });

  it('asks for the current password before it changes, and signs other browsers out', async () => {
    const here = await memberOf('kiln', 'pass@kiln.example');
    expect((await here.send('PUT', '/api/portal/me/password', { password: 'the first password' })).status).toBe(204);
    const there = fixture.visitor('kiln');
    const signIn = { email: 'pass@kiln.example', password: 'the first password' };
    expect((await there.send('POST', '/api/portal/session', signIn)).status).toBe(200);
    expect((await here.send('PUT', '/api/portal/me/password', { password: 'the second password' })).status).toBe(401);
    const change = { password: 'the second password', current: 'the first password' };
    expect((await here.send('PUT', '/api/portal/me/password', change)).status).toBe(204);
    expect((await here.get('/api/portal/me')).status).toBe(200);
    expect((await there.get('/api/portal/me')).status).toBe(401);
  });
});

describe('unsubscribing', () => {
  const proofs = new UnsubscribeProof(Buffer.alloc(32, 1).toString('base64'));
  const proofOf = (contactId: string) => proofs.of(contactId);
  const unsubscribe = (slug: string, contact: string, proof: string) =>
    fixture.visitor(slug).send('POST', '/api/portal/unsubscribe', { contact, proof });

  it('takes the proof of the link, for its own contact and school', async () => {
    const contact = await account('enough@kiln.example');
    const other = await account('other@kiln.example');
    expect((await unsubscribe('kiln', contact, proofOf(other))).body).toEqual(shape('link_unusable'));
    expect((await unsubscribe('bread', contact, proofOf(contact))).status).toBe(404);
    expect((await unsubscribe('kiln', contact, proofOf(contact))).status).toBe(204);
    const off = await fixture.rows(fixture.kiln, 'select email from contact where unsubscribed_at is not null');
    expect(off).toEqual([{ email: 'enough@kiln.example' }]);
  });
});

async function account(email: string): Promise<string> {
  const [contact] = await fixture.rows<{ id: string }>(fixture.kiln, 'insert into contact (email) values ($1) returning id', [
    email,
  ]);
  await fixture.rows(fixture.kiln, 'insert into member_account (contact_id) values ($1)', [contact?.id]);
  return contact?.id ?? '';
}

const linkToken = (schoolId: string, contactId: string, token: string, life: string) =>
  fixture.rows(
    schoolId,
    `insert into sign_in_token (contact_id, purpose, token_hash, expires_at)
     values ($1, 'sign_in', encode(sha256($2::bytea), 'hex'), now() + $3::interval)`,
    [contactId, token, life],
  );

async function memberOf(slug: 'kiln', email: string): Promise<Visitor> {
  const contactId = await account(email);
  const token = `${email}${'x'.repeat(40)}`;
  await linkToken(fixture.kiln, contactId, token, '1 hour');
  const visitor = fixture.visitor(slug);
  await visitor.send('POST', '/api/portal/session/token', { token });
  return visitor;
}
