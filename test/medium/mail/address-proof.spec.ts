import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../api/shop.js';
import type { Visitor } from '../api/support.js';
import { type MailFixture, mailFixture } from './mail-fixture.js';

let shop: Shop;
let mailer: MailFixture;
beforeAll(async () => {
  shop = await Shop.open();
  mailer = mailFixture(shop.fixture);
}, 90_000);
afterAll(() => shop.fixture.close());

const contactOf = async (email: string): Promise<string> =>
  (await shop.fixture.rows<{ id: string }>(shop.fixture.kiln, 'select id from contact where email = $1', [email]))[0]?.id ?? '';

/** The button of an email to a contact, or about them to staff. */
async function button(contactId: string, audience: 'contact' | 'staff' = 'contact'): Promise<URL> {
  await mailer.sender.send({
    schoolId: shop.fixture.kiln,
    key: `spec:${mailer.sent.length}:${contactId}`,
    template: {
      id: null,
      version: `spec:${audience}`,
      content: {
        subject: 'Your certificate',
        previewText: '',
        blocks: [{ type: 'button', label: 'See my certificate', url: '{{ links.certificate }}' }],
      },
    },
    audience,
    category: 'transactional',
    contactId,
    event: {},
    causationId: null,
    runId: null,
  });
  return new URL(/https?:\/\/\S+/.exec(mailer.sent.at(-1)?.text ?? '')?.[0] ?? 'http://none.example');
}

const press = (visitor: Visitor, url: URL) =>
  visitor.send('POST', '/api/portal/session/proof', { proof: url.searchParams.get('proof') ?? 'none' });
const certificates = async (visitor: Visitor) => (await visitor.get('/api/portal/certificates')).status;

describe('a button in an email to a person', () => {
  it('opens its page in the browser that made the purchase, which stays signed in under a new cookie', async () => {
    const buyer = await shop.member('buyer@visitor.example');
    expect(await certificates(buyer)).toBe(403);
    const before = buyer.cookies.get('perennial_member');
    const url = await button(await contactOf('buyer@visitor.example'));
    expect(url.pathname).toBe('/certificates');
    expect((await press(buyer, url)).body).toEqual({ proven: true });
    expect(await certificates(buyer)).toBe(200);
    expect((await buyer.get('/api/portal/me')).body.addressProven).toBe(true);
    expect(buyer.cookies.get('perennial_member')).not.toBe(before);
    expect((await press(buyer, url)).body).toEqual({ proven: true });
  });

  it('signs nobody in who got it forwarded', async () => {
    await shop.member('forwards@visitor.example');
    const url = await button(await contactOf('forwards@visitor.example'));
    const friend = shop.fixture.visitor('kiln');
    expect((await press(friend, url)).body).toEqual({ proven: false });
    expect((await friend.get('/api/portal/me')).status).toBe(401);
  });

  it('proves no other address, in this school or in another', async () => {
    await shop.member('one@visitor.example');
    const two = await shop.member('two@visitor.example');
    const url = await button(await contactOf('one@visitor.example'));
    expect((await press(two, url)).body).toEqual({ proven: false });
    expect(await certificates(two)).toBe(403);
    const elsewhere = shop.fixture.visitor('bread');
    for (const [name, value] of two.cookies) elsewhere.cookies.set(name, value);
    expect((await press(elsewhere, url)).body).toEqual({ proven: false });
  });

  it('proves nothing after the address changed', async () => {
    const buyer = await shop.member('earlier@visitor.example');
    const contactId = await contactOf('earlier@visitor.example');
    const url = await button(contactId);
    await shop.fixture.rows(shop.fixture.kiln, `update contact set email = 'later@visitor.example' where id = $1`, [contactId]);
    expect((await press(buyer, url)).body).toEqual({ proven: false });
  });

  it('carries no proof where the email goes to staff', async () => {
    await shop.member('about@visitor.example');
    const url = await button(await contactOf('about@visitor.example'), 'staff');
    expect(url.searchParams.has('proof')).toBe(false);
  });
});
