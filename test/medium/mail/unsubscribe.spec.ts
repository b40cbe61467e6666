import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forged } from '../../support/forged.js';
import { Fixture } from '../api/support.js';
import { type MailFixture, mailFixture } from './mail-fixture.js';

let fixture: Fixture;
let mailer: MailFixture;
let contactId: string;
let link: URL;
beforeAll(async () => {
  fixture = await Fixture.open();
  mailer = mailFixture(fixture);
  const [contact] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into contact (email, name, marketing_consent_at) values ('ana@example.com', 'Ana', now()) returning id`,
  );
  contactId = contact?.id ?? '';
}, 60_000);
afterAll(() => fixture.close());

const mail = (key: string, category: 'marketing' | 'transactional') =>
  mailer.sender.send({
    schoolId: fixture.kiln,
    key,
    template: {
      id: null,
      version: 'spec',
      content: { subject: 'News', previewText: '', blocks: [{ type: 'text', html: '<p>Hi</p>' }] },
    },
    audience: 'contact',
    category,
    contactId,
    event: {},
    causationId: null,
    runId: null,
  });
const form = 'application/x-www-form-urlencoded';
/** As a mail program posts: a form, no cookie, no Origin. */
const oneClick = (address: URL, type = form, body = 'List-Unsubscribe=One-Click', method = 'POST') =>
  fixture.request({
    method,
    path: address.pathname + address.search,
    body,
    headers: { host: address.host, 'content-type': type },
  });
const changed = (change: (query: URLSearchParams) => void): URL => {
  const other = new URL(link);
  change(other.searchParams);
  return other;
};
const subscribed = async () => {
  const [row] = await fixture.rows<{ on: boolean }>(
    fixture.kiln,
    'select unsubscribed_at is null as on from contact where id = $1',
    [contactId],
  );
  return row?.on;
};

describe('marketing mail', () => {
  it('carries a link of its own in the footer and in the header', async () => {
    expect(await mail('first', 'marketing')).toEqual({ sent: 1 });
    link = new URL(mailer.sent[0]?.unsubscribeUrl ?? '');
    expect(link.href).toMatch(/^http:\/\/kiln\.localhost:3000\/unsubscribe\?contact=[0-9a-f-]{36}&proof=[\w-]{43}$/);
    expect(mailer.sent[0]?.text).toContain(link.href);
    expect(await mail('receipt', 'transactional')).toEqual({ sent: 1 });
    expect(mailer.sent[1]?.unsubscribeUrl).toBeUndefined();
  });
});

describe('one click', () => {
  it('with a changed proof, for another person or on another school’s host does nothing', async () => {
    const other = await fixture.rows<{ id: string }>(
      fixture.kiln,
      `insert into contact (email) values ('ben@example.com') returning id`,
    );
    const wrong = [
      changed((query) => query.set('proof', forged(query.get('proof') ?? ''))),
      changed((query) => query.set('contact', other[0]?.id ?? '')),
    ];
    for (const address of wrong) expect((await oneClick(address)).body.error.code).toBe('link_unusable');
    const elsewhere = new URL(link);
    elsewhere.host = 'bread.localhost:3000';
    expect((await oneClick(elsewhere)).status).toBe(404);
    elsewhere.host = 'admin.localhost:3000';
    expect((await oneClick(elsewhere)).status).toBe(404);
    expect((await oneClick(changed((query) => query.delete('proof')))).status).toBe(400);
    expect(await subscribed()).toBe(true);
  });

  it('does not happen by opening the link, because link checkers open links', async () => {
    expect(
      (await fixture.request({ method: 'GET', path: link.pathname + link.search, headers: { host: link.host } })).status,
    ).toBe(404);
    expect(await subscribed()).toBe(true);
  });

  it('takes either kind of form, without a cookie and without an Origin, and says the same again', async () => {
    const parts = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    expect((await oneClick(link, 'multipart/form-data; boundary=x', parts)).status).toBe(204);
    expect(await subscribed()).toBe(false);
    expect((await oneClick(link)).status).toBe(204);
  });

  it('stops marketing; what a person has bought still speaks', async () => {
    const before = mailer.sent.length;
    expect(await mail('second', 'marketing')).toEqual({ sent: 0, withheld: 'unsubscribed' });
    expect(await mail('invoice', 'transactional')).toEqual({ sent: 1 });
    expect(mailer.sent.slice(before).map(({ to }) => to.address)).toEqual(['ana@example.com']);
  });

  it('opens no door for other forms', async () => {
    const answer = await fixture.request({
      method: 'POST',
      path: '/api/portal/unsubscribe',
      body: 'contact=x',
      headers: { host: link.host, origin: link.origin, 'content-type': form },
    });
    expect(answer.status).toBe(415);
  });
});
