import { cards, payOnPage } from '../hosted-pages.js';
import type { Surface } from '../surface.js';
import type { World } from '../world.js';

/** Who the rest of the story is about. */
export interface Ana {
  readonly email: string;
  readonly contactId: string;
  readonly clockId: string;
  readonly membershipId: string;
  readonly stripeCustomer: string;
  readonly browser: Surface;
}

/** Business time at which Ana buys: the 17th, with a trial of 14 days, so that it ends on the 31st. */
export const joinedAt = '2027-01-17T10:00:00.000Z';

/** When the free trial is about to end: 7, 3 and 1 days ahead. */
const reminders = ['2027-01-24T10:00:00.000Z', '2027-01-28T10:00:00.000Z', '2027-01-30T10:00:00.000Z'];

interface MembershipView {
  readonly id: string;
  readonly state: string;
  readonly invoices: readonly { readonly status: string; readonly amountPaid: number; readonly issuedAt: string }[];
}

/** The admin designs a plan, Ana buys it with a card, the trial runs out, and she is charged on the clamped day. */
export async function buyMembership(world: World): Promise<Ana> {
  const { narrator, admin, inbox } = world;
  narrator.chapter('A membership is designed, bought and charged');
  narrator.at(joinedAt);
  await world.signInOwner();

  const product = await admin.post<{ id: string }>('/api/admin/products', {
    kind: 'course',
    title: 'Glazing from scratch',
    description: 'Ash, clay and fire.',
  });
  await admin.post(`/api/admin/products/${product.id}/publish`);
  const plan = await admin.post<{ id: string; slug: string }>('/api/admin/plans', {
    title: 'The glazing year',
    description: 'Every glaze we know.',
    priceAmount: 2900,
    oldPriceAmount: 3900,
    intervalMonths: 1,
    trialDays: 14,
    requireCardBeforeTrial: true,
    productIds: [product.id],
  });
  await admin.post(`/api/admin/plans/${plan.id}/publish`);
  narrator.tell('The owner publishes "The glazing year", €29.00 every month, 14 days free');

  const clock = await admin.post<{ id: string }>('/api/admin/clocks', { name: 'A year in seconds', now: joinedAt });
  const email = `ana.${Date.now()}@canary.example`;
  const contact = await admin.post<{ id: string }>('/api/admin/contacts', {
    email,
    name: 'Ana Canária',
    timeZone: 'Europe/Berlin',
    clockId: clock.id,
  });

  const browser = world.portal();
  const { url } = await browser.post<{ url: string }>(`/api/portal/plans/${plan.slug}/checkout`, {
    email,
    name: 'Ana Canária',
    timeZone: 'Europe/Berlin',
  });
  const again = await browser.post<{ url: string }>(`/api/portal/plans/${plan.slug}/checkout`, {
    email,
    name: 'Ana Canária',
    timeZone: 'Europe/Berlin',
  });
  narrator.check('a second click leads to the same payment page', again.url, url);
  narrator.check('a declined card keeps her on the page', await payOnPage(url, cards.declined), null);
  const back = await payOnPage(url, cards.good);
  narrator.check('a good card leads back to the portal', back?.startsWith(world.portal().origin), true);
  const sessionId = new URL(back ?? '').searchParams.get('session') ?? '';
  const ready = await world.until('the purchase is ready', async () => {
    const state = await browser.get<{ state: string; membershipId: string }>(`/api/portal/checkout/${sessionId}`);
    return state.state === 'ready' ? state : null;
  });
  narrator.tell('Ana buys it with a card');
  const held = await browser.get<MembershipView[]>('/api/portal/memberships');
  narrator.check(
    'she is signed in and sees one membership on trial',
    held.map(({ id, state }) => ({ id, state })),
    [{ id: ready.membershipId, state: 'trialing' }],
  );
  narrator.check(
    'nothing was charged',
    held[0]?.invoices.filter((invoice) => invoice.amountPaid > 0),
    [],
  );

  await world.advance(clock.id, '2027-01-31T09:59:00.000Z');
  narrator.tell('A minute before the trial ends');
  const during = await inbox.to(email);
  narrator.check(
    'she was reminded 7, 3 and 1 days ahead',
    during.filter(({ subject }) => subject.includes('trial ends')).map(({ date }) => date),
    reminders,
  );
  narrator.check('and still nothing was charged', (await paidDates(browser)).length, 0);

  await world.advance(clock.id, '2027-03-01T00:00:00.000Z');
  narrator.tell('The first of March');
  narrator.check('charged twice, on the 31st and on the clamped 28th', await paidDates(browser), ['2027-01-31', '2027-02-28']);
  const receipts = (await inbox.to(email)).filter(({ subject }) => subject.startsWith('Your payment'));
  narrator.check(
    'and mailed twice, when the money came',
    receipts.map(({ date }) => date),
    ['2027-01-31T11:00:00.000Z', '2027-02-28T11:00:00.000Z'],
  );
  narrator.check('from the school', new Set(receipts.map(({ from }) => from.name)), new Set(['Kiln & Clay']));

  const timeline = await world.timeline(contact.id);
  narrator.check(
    'her timeline tells it in order',
    timeline
      .filter(({ kind }) => kind === 'event')
      .map(({ type }) => type)
      .filter((type) => /^(trial|payment|membership)\./.test(type)),
    [
      'membership.purchased',
      'trial.started',
      'trial.ending',
      'trial.ending',
      'trial.ending',
      'payment.succeeded',
      'trial.converted',
      'payment.succeeded',
    ],
  );
  const detail = await admin.get<{ stripeCustomerId?: string | null }>(`/api/admin/contacts/${contact.id}`);
  return {
    email,
    contactId: contact.id,
    clockId: clock.id,
    membershipId: ready.membershipId,
    stripeCustomer: detail.stripeCustomerId ?? '',
    browser,
  };
}

/** Days on which something was charged, oldest first. */
export async function paidDates(browser: Surface): Promise<string[]> {
  const held = await browser.get<MembershipView[]>('/api/portal/memberships');
  return held
    .flatMap(({ invoices }) => invoices)
    .filter(({ amountPaid }) => amountPaid > 0)
    .map(({ issuedAt }) => issuedAt.slice(0, 10))
    .toSorted();
}
