import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cards, payOnPage } from '../story/hosted-pages.js';
import { Narrator } from '../story/narrator.js';
import { Studio } from '../story/studio.js';
import type { Surface } from '../story/surface.js';
import { World } from '../story/world.js';
import { runningStack } from '../support/stack.js';

interface Membership {
  readonly id: string;
  readonly state: string;
  readonly stateSentence: string;
  readonly endsAt: string | null;
  readonly cancelEndsAt: string | null;
  readonly actions: readonly string[];
  readonly amountOpen: object | null;
  readonly invoices: readonly { readonly status: string }[];
}

let studio: Studio;
let world: World;
let slug: string;
beforeAll(async () => {
  studio = await Studio.open('127.0.0.1:0');
  world = new World(runningStack(), new Narrator(() => {}), studio);
  await world.signInOwner();
  const { admin } = world;
  const course = await admin.post<{ id: string }>('/api/admin/products', { kind: 'course', title: 'Arrears' });
  await admin.post(`/api/admin/products/${course.id}/publish`);
  const plan = { title: 'Arrears — all year', priceAmount: 2900, intervalMonths: 1, productIds: [course.id] };
  const made = await admin.post<{ id: string }>('/api/admin/plans', plan);
  slug = (await admin.post<{ slug: string }>(`/api/admin/plans/${made.id}/publish`)).slug;
}, 60_000);
afterAll(() => studio.close());

/** A member from 10 June whose renewal on 10 July was declined, on 11 July. */
async function inGrace(name: string): Promise<{ email: string; clockId: string; browser: Surface; contactId: string }> {
  const clock = await world.admin.post<{ id: string }>('/api/admin/clocks', { name, now: '2027-06-10T15:00:00.000Z' });
  const email = `${name}.${Date.now()}@arrears.example`;
  const contactId = await world.person({ email, name: 'Ana', timeZone: 'Europe/Berlin', clockId: clock.id });
  const browser = world.portal();
  const { url } = await browser.post<{ url: string }>(`/api/portal/plans/${slug}/checkout`, { email, timeZone: 'Europe/Berlin' });
  const session = new URL((await payOnPage(url, cards.good)) ?? '').searchParams.get('session') ?? '';
  await world.until('the purchase is ready', async () => {
    const { state } = await browser.post<{ state: string }>(`/api/portal/checkout/${session}/return`);
    return state === 'ready';
  });
  return { email, clockId: clock.id, browser, contactId };
}

describe.each([
  ['works again', 1],
  ['keeps failing', 20],
])('a cancellation while a charge is failing, with a card that %s', (card, times) => {
  const name = card.replaceAll(' ', '-');
  let member: Awaited<ReturnType<typeof inGrace>>;
  const view = async (): Promise<Membership> => {
    const [first] = await member.browser.get<Membership[]>('/api/portal/memberships');
    if (!first) throw new Error('no membership');
    return first;
  };
  const mails = async () => (await world.inbox.to(member.email)).map(({ subject, date }) => [date.slice(0, 10), subject]);
  let before: Awaited<ReturnType<typeof mails>>;

  beforeAll(async () => {
    member = await inGrace(name);
    await world.stripe.failNextCharge(await world.stripe.customerOf(member.email), times);
    await world.advance(member.clockId, '2027-07-11T15:00:00.000Z');
    before = await mails();
    const { id, state, cancelEndsAt } = await view();
    expect([state, cancelEndsAt]).toEqual(['grace', '2027-07-24T16:00:00.000Z']);
    await member.browser.post(`/api/portal/memberships/${id}/cancel`);
    await world.until('the cancellation shows', async () => (await view()).endsAt !== null && (await view()).amountOpen === null);
  }, 120_000);

  it('is confirmed by one email that names the true end of access and promises no charge', async () => {
    const mail = await world.inbox.next(member.email, /^Your Arrears — all year membership is cancelled$/);
    expect(mail.text).toContain('24 July 2027');
    expect(mail.text).not.toContain('August');
  });

  it('is shown in the portal without asking for payment', async () => {
    const { stateSentence, actions, endsAt } = await view();
    expect(stateSentence).toMatch(/^Cancelled\. You can use everything until 24 July 2027\./);
    expect(actions).toEqual(['undo_cancel', 'change_card']);
    expect(endsAt).toBe('2027-07-24T16:00:00.000Z');
  });

  it('is followed by no charge and no email about a payment, and by the end of access on that day', async () => {
    await world.advance(member.clockId, '2027-08-30T15:00:00.000Z');
    const after = (await mails()).slice(before.length);
    expect(after).toEqual([
      ['2027-07-11', 'Your Arrears — all year membership is cancelled'],
      ['2027-07-24', 'Your access to Arrears has ended'],
    ]);
    const { state, stateSentence, invoices } = await view();
    expect([state, stateSentence]).toEqual(['ended', 'Cancelled. It ended on 24 July 2027.']);
    expect(invoices.map(({ status }) => status)).toEqual(['void', 'paid']);
    const events = (await world.timeline(member.contactId)).map(({ type }) => type);
    expect(events.filter((type) => type === 'payment.succeeded')).toHaveLength(1);
    expect(events.filter((type) => type === 'payment.failed')).toHaveLength(1);
  }, 120_000);
});
