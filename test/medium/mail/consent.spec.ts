import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forged } from '../../support/forged.js';
import { Shop } from '../api/shop.js';
import type { Fixture, Visitor } from '../api/support.js';
import { type MailFixture, mailFixture } from './mail-fixture.js';

let shop: Shop;
let fixture: Fixture;
let owner: Visitor;
let mailer: MailFixture;
beforeAll(async () => {
  shop = await Shop.open();
  fixture = shop.fixture;
  owner = await fixture.owner('kiln');
  mailer = mailFixture(fixture);
}, 60_000);
afterAll(() => fixture.close());

const checkout = (visitor: Visitor, email: string, agreesToNews?: boolean) =>
  visitor.send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, {
    email,
    ...(agreesToNews !== undefined && { agreesToNews }),
  });
const idOf = async (email: string): Promise<string> =>
  (await fixture.rows<{ id: string }>(fixture.kiln, 'select id from contact where email = $1', [email]))[0]?.id ?? '';
const person = async (email: string): Promise<string> => (await owner.send('POST', '/api/admin/contacts', { email })).body.id;
/** Opens a link that was emailed to the person: the proof that the address is theirs. */
async function openLink(contactId: string): Promise<Visitor> {
  const token = randomBytes(32).toString('base64url');
  await fixture.rows(
    fixture.kiln,
    `insert into sign_in_token (contact_id, purpose, token_hash, expires_at) values ($1, 'sign_in', $2, now() + interval '1 hour') returning token_hash`,
    [contactId, createHash('sha256').update(token).digest('hex')],
  );
  const visitor = fixture.visitor('kiln');
  expect((await visitor.send('POST', '/api/portal/session/token', { token })).status).toBe(200);
  return visitor;
}
let sends = 0;
const marketing = (contactId: string) =>
  mailer.sender.send({
    schoolId: fixture.kiln,
    key: `consent-${++sends}`,
    template: {
      id: null,
      version: 'consent',
      content: { subject: 'News for {{ contact.email }}', previewText: '', blocks: [{ type: 'text', html: '<p>Hi</p>' }] },
    },
    audience: 'contact',
    category: 'marketing',
    contactId,
    event: {},
    causationId: null,
    runId: null,
  });
const records = async (contactId: string): Promise<object[]> =>
  (await owner.get(`/api/admin/contacts/${contactId}/marketing-consents`)).body;

describe('marketing email', () => {
  it('is withheld from a person who was never asked, and the timeline shows why', async () => {
    const id = await person('never-asked@kiln.example');
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'no_consent' });
    expect(mailer.sent).toEqual([]);
    const { items } = (await owner.get(`/api/admin/contacts/${id}/timeline`)).body;
    expect(items).toMatchObject([
      {
        kind: 'mail',
        label: 'News for never-asked@kiln.example',
        detail: 'Email to never-asked@kiln.example. Not sent: the person has not agreed to marketing email.',
      },
    ]);
  });

  it('to staff does not depend on what the person it is about decided', async () => {
    const id = await person('left@kiln.example');
    const order = { audience: 'staff', category: 'marketing', contactId: id } as const;
    const content = { subject: 'S', previewText: '', blocks: [{ type: 'text' as const, html: '<p>Hi</p>' }] };
    const template = { id: null, version: 'staff', content };
    const rest = { schoolId: fixture.kiln, key: 'to-staff', template, event: {}, causationId: null, runId: null };
    expect(await mailer.sender.send({ ...order, ...rest })).toEqual({ sent: 1 });
    // Their link would unsubscribe the person.
    expect(mailer.sent.at(-1)).toMatchObject({ to: { address: 'owner@kiln.example' } });
    expect(mailer.sent.at(-1)?.unsubscribeUrl).toBeUndefined();
    expect(mailer.sent.at(-1)?.text).not.toContain('/unsubscribe');
  });
});

describe('consent at the checkout', () => {
  it('is not assumed: without a tick nothing is recorded', async () => {
    await checkout(fixture.visitor('kiln'), 'silent@kiln.example');
    const id = await idOf('silent@kiln.example');
    await openLink(id);
    expect(await records(id)).toEqual([]);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'no_consent' });
  });

  it('takes effect when the person proves the address, and the footer says when and where they agreed', async () => {
    await checkout(fixture.visitor('kiln'), 'ticked@kiln.example', true);
    const id = await idOf('ticked@kiln.example');
    expect(await records(id)).toMatchObject([{ decision: 'requested', source: 'checkout', wording: '2026-11' }]);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'no_consent' });
    await openLink(id);
    expect(await records(id)).toMatchObject([
      { decision: 'given', source: 'checkout', wording: '2026-11' },
      { decision: 'requested' },
    ]);
    expect(await marketing(id)).toEqual({ sent: 1 });
    expect(mailer.sent.at(-1)?.text).toMatch(
      /You get this email because you agreed to news from Kiln when you joined on \d+ \w+ \d{4}\./,
    );
  });

  it('from a stranger with another person’s address changes nothing for a person who has unsubscribed', async () => {
    const id = await person('unsubscribed@kiln.example');
    await owner.send('POST', `/api/admin/contacts/${id}/marketing-consents`, { decision: 'withdrawn', note: 'Phone call' });
    await checkout(fixture.visitor('kiln'), 'unsubscribed@kiln.example', true);
    await openLink(id);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'unsubscribed' });
  });

  it('that was ticked in an earlier visit is dropped when the box is left empty in a later one', async () => {
    await checkout(fixture.visitor('kiln'), 'changed@kiln.example', true);
    await checkout(fixture.visitor('kiln'), 'changed@kiln.example', false);
    const id = await idOf('changed@kiln.example');
    await openLink(id);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'no_consent' });
  });
});

describe('a member', () => {
  it('subscribes and unsubscribes in the account, and each decision is kept', async () => {
    const id = await person('member@kiln.example');
    const member = await openLink(id);
    expect((await member.get('/api/portal/me')).body.subscribedToNews).toBe(false);
    expect((await member.send('PUT', '/api/portal/me/news', { subscribed: true })).body.subscribedToNews).toBe(true);
    expect(await marketing(id)).toEqual({ sent: 1 });
    expect((await member.send('PUT', '/api/portal/me/news', { subscribed: false })).body.subscribedToNews).toBe(false);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'unsubscribed' });
    expect(await records(id)).toMatchObject([
      { decision: 'withdrawn', source: 'account' },
      { decision: 'given', source: 'account', wording: '2026-11' },
    ]);
    const events = await fixture.rows<{ type: string }>(
      fixture.kiln,
      `select type from event where contact_id = $1 and type like 'contact.%subscribed' order by id`,
      [id],
    );
    expect(events.map(({ type }) => type)).toEqual(['contact.subscribed', 'contact.unsubscribed']);
  });

  it('who unsubscribed by accident subscribes again with the same link', async () => {
    const id = await person('accident@kiln.example');
    await owner.send('POST', `/api/admin/contacts/${id}/marketing-consents`, { decision: 'given', note: 'Open day' });
    await marketing(id);
    const link = new URL(mailer.sent.at(-1)?.unsubscribeUrl ?? '');
    const body = Object.fromEntries(link.searchParams);
    const visitor = fixture.visitor('kiln');
    expect((await visitor.send('POST', '/api/portal/unsubscribe', body)).status).toBe(204);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'unsubscribed' });
    expect((await visitor.send('POST', '/api/portal/subscribe-again', body)).status).toBe(204);
    expect(await marketing(id)).toEqual({ sent: 1 });
    const changed = { ...body, proof: forged(body.proof ?? '') };
    expect((await visitor.send('POST', '/api/portal/subscribe-again', changed)).body.error.code).toBe('link_unusable');
    expect((await fixture.visitor('bread').send('POST', '/api/portal/subscribe-again', body)).status).toBe(404);
  });
});

describe('staff', () => {
  it('record a consent with its origin and their name; without an origin it is refused', async () => {
    const id = await person('paper@kiln.example');
    const path = `/api/admin/contacts/${id}/marketing-consents`;
    expect((await owner.send('POST', path, { decision: 'given', note: ' ' })).status).toBe(400);
    const recorded = await owner.send('POST', path, { decision: 'given', note: 'Sign-up sheet, open day' });
    expect(recorded.body).toMatchObject([
      { decision: 'given', source: 'staff', note: 'Sign-up sheet, open day', staffName: 'Nora' },
    ]);
    await marketing(id);
    expect(mailer.sent.at(-1)?.text).toContain('because Kiln recorded that you agreed to its news on');
  });

  it('of another school neither read nor record', async () => {
    const id = await person('ours@kiln.example');
    const stranger = await fixture.owner('bread');
    const path = `/api/admin/contacts/${id}/marketing-consents`;
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.send('POST', path, { decision: 'given', note: 'Theirs' })).status).toBe(404);
    expect(await records(id)).toEqual([]);
  });

  it('and no code path can change a record', async () => {
    for (const sql of [`update marketing_consent set note = 'x'`, 'delete from marketing_consent'])
      await expect(fixture.rows(fixture.kiln, sql)).rejects.toThrow(/permission denied/);
  });
});

describe('a program', () => {
  it('passes a consent on, and never one that is older than an unsubscription', async () => {
    const { key } = (await owner.send('POST', '/api/admin/api-keys', { name: 'Shop', scopes: ['contacts:write'] })).body;
    const put = (agreedAt: string) =>
      fixture.request({
        method: 'POST',
        path: '/v1/contacts',
        body: { email: 'synced@kiln.example', marketingConsent: { source: 'Newsletter form', agreedAt } },
        headers: { authorization: `Bearer ${key}` },
      });
    const agreed = '2026-01-05T09:00:00Z';
    const stored = await put(agreed);
    expect([stored.status, stored.body.marketingConsentAt]).toEqual([200, '2026-01-05T09:00:00.000Z']);
    const { id } = stored.body;
    expect((await put(agreed)).status).toBe(200);
    expect(await records(id)).toMatchObject([{ decision: 'given', source: 'api', note: 'Newsletter form' }]);
    const member = await openLink(id);
    await member.send('PUT', '/api/portal/me/news', { subscribed: false });
    const late = await put(agreed);
    expect([late.status, late.body.error.field]).toEqual([422, 'marketingConsent']);
    expect(await marketing(id)).toEqual({ sent: 0, withheld: 'unsubscribed' });
    expect((await put('2099-01-01T00:00:00Z')).body.error.field).toBe('marketingConsent.agreedAt');
  });
});
