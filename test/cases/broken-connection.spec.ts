import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Fixture, fresh, freshAddress } from '../e2e/support/fixture.js';
import { cards, payOnPage, SandboxControl } from '../story/hosted-pages.js';
import { Surface } from '../story/surface.js';

// The second school, so that its broken connection affects no other spec.
const who = 'Owner of a second school';

let fixture: Fixture;
let admin: Surface;
let stripe: SandboxControl;
let key: string;
let ownerEmail: string;
let planId: string;
let slug: string;
let page: Page;
const email = freshAddress('broken');
let browser: Surface;

beforeAll(async () => {
  fixture = await Fixture.open();
  key = `${fixture.stack.env.STRIPE_SECRET_KEY}_second`;
  stripe = new SandboxControl(fixture.stack.env.STRIPE_API_BASE ?? '', key);
  const owner = fixture.stack.logins.find((login) => login.who === who);
  ownerEmail = owner?.email ?? '';
  admin = new Surface(fixture.adminUrl);
  await admin.post('/api/admin/session', { email: ownerEmail, password: owner?.password });
  const course = await admin.post<{ id: string }>('/api/admin/products', { kind: 'course', title: fresh('Sourdough') });
  await admin.post(`/api/admin/products/${course.id}/publish`);
  const plan = { title: fresh('Bread'), priceAmount: 2900, intervalMonths: 1, productIds: [course.id] };
  planId = (await admin.post<{ id: string }>('/api/admin/plans', plan)).id;
  slug = (await admin.post<{ slug: string }>(`/api/admin/plans/${planId}/publish`)).slug;
  browser = new Surface(fixture.portalUrl('bread'));
  const { url } = await browser.post<{ url: string }>(`/api/portal/plans/${slug}/checkout`, { email, timeZone: 'UTC' });
  const session = new URL((await payOnPage(url, cards.good)) ?? '').searchParams.get('session') ?? '';
  await eventually(
    async () => (await browser.post<{ state: string }>(`/api/portal/checkout/${session}/return`)).state === 'ready',
  );
  page = await fixture.staff(who);
});
afterAll(async () => {
  await stripe.acceptAgain();
  await fixture.close();
});

async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await look()); tries++) {
    if (tries > 600) throw new Error('it did not happen within a minute');
    await new Promise((done) => setTimeout(done, 100));
  }
}
const stateOfMember = async () => (await browser.get<{ state: string }[]>('/api/portal/memberships'))[0]?.state;
const stateOfStripe = async () => (await admin.get<{ state: string }>('/api/admin/stripe')).state;
const banner = () => page.getByText('The connection to Stripe is broken');

it('a refused key shows on every page of the admin app, and staff get one email', async () => {
  const known = await fixture.inbox.to(ownerEmail);
  await stripe.refuse(401);
  const refused = await admin.send('POST', `/api/admin/plans/${planId}/publish`, {});
  expect(refused.status).toBe(422);
  await eventually(async () => (await stateOfStripe()) === 'broken');
  const mail = await fixture.inbox.next(ownerEmail, /^Stripe refuses the connection of /, known);
  expect(mail.html).toContain('/settings/payments');
  for (const path of ['/', '/contacts', '/automations', '/settings/payments']) {
    await page.goto(`${fixture.adminUrl}${path}`);
    await banner().waitFor();
  }
  await fixture.accessibility.look(page, 'a broken connection');
  expect((await fixture.inbox.to(ownerEmail)).filter(({ subject }) => subject.startsWith('Stripe refuses'))).toHaveLength(1);
});

it('a working key is detected immediately, and missed Stripe events are read', async () => {
  await stripe.acceptAgain();
  await stripe.dropWebhooks(100);
  await stripe.cancelAll(await stripe.customerOf(email));
  expect(await stateOfMember()).toBe('active');
  await page.goto(`${fixture.adminUrl}/settings/payments`);
  await page.getByLabel('Secret key').fill(key);
  await page.getByRole('button', { name: 'Use this key' }).click();
  await banner().waitFor({ state: 'detached' });
  await eventually(async () => (await stateOfMember()) === 'ended');
  expect(await stateOfStripe()).toBe('connected');
  await stripe.dropWebhooks(0);
});
