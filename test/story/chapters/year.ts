import { cards, payOnPage } from '../hosted-pages.js';
import type { World } from '../world.js';
import { type Ana, paidDates } from './membership.js';

/** Every charge due in twelve months, on its clamped day. */
const charges = [
  '2027-01-31',
  '2027-02-28',
  '2027-03-31',
  '2027-04-30',
  '2027-05-31',
  '2027-06-30',
  '2027-07-31',
  '2027-08-31',
  '2027-09-30',
  '2027-10-31',
  '2027-11-30',
  '2027-12-31',
];

/** The rest of a paid year: a failed charge in the fifth month and its recovery, cancel, undo, cancel, the end. */
export async function liveThroughTheYear(world: World, ana: Ana): Promise<void> {
  const { narrator, inbox, stripe } = world;
  narrator.chapter('A year goes by');
  await world.advance(ana.clockId, '2027-05-30T12:00:00.000Z');
  await stripe.failNextCharge(ana.stripeCustomer);
  await world.advance(ana.clockId, '2027-06-01T12:00:00.000Z');
  narrator.tell('The charge of 31 May is declined');
  const rejected = (await inbox.to(ana.email)).filter(({ subject }) =>
    /payment.*(did not|rejected|failed|not go)/i.test(subject),
  );
  narrator.check(
    'one mail says that the payment was rejected',
    rejected.map(({ date }) => date),
    ['2027-05-31T11:00:00.000Z'],
  );
  narrator.check('access is kept in grace', await stateOf(ana), 'grace');
  const { url } = await ana.browser.post<{ url: string }>(`/api/portal/memberships/${ana.membershipId}/card`);
  await payOnPage(url, cards.good);
  await world.until('the payment is recovered', async () => (await stateOf(ana)) === 'active');
  narrator.tell('Ana enters a new card; the open invoice is paid');
  narrator.check('the fifth charge is paid', await paidDates(ana.browser), charges.slice(0, 5));

  await world.advance(ana.clockId, '2027-12-20T09:00:00.000Z');
  narrator.check('each charge came on its clamped day', await paidDates(ana.browser), charges.slice(0, 11));

  await cancelAndUndo(world, ana);
  await world.advance(ana.clockId, '2028-01-31T09:59:00.000Z');
  narrator.check('access is open to the last minute of what was paid', await stateOf(ana), 'active');
  await world.advance(ana.clockId, '2028-01-31T10:00:01.000Z');
  narrator.tell('The paid period is over');
  narrator.check('the membership has ended', await stateOf(ana), 'ended');
  narrator.check('with twelve charges, no more', await paidDates(ana.browser), charges);
  const mails = await inbox.to(ana.email);
  narrator.check(
    'she is told that access is lost, at that instant',
    mails
      .filter(({ subject }) => /access/i.test(subject))
      .map(({ date }) => date)
      .at(-1),
    '2028-01-31T10:00:00.000Z',
  );
  await world.advance(ana.clockId, '2028-03-31T00:00:00.000Z');
  narrator.check('after that no mail at all', (await inbox.to(ana.email)).length, mails.length);
}

async function cancelAndUndo(world: World, ana: Ana): Promise<void> {
  const { narrator } = world;
  const path = `/api/portal/memberships/${ana.membershipId}`;
  const cancelled = async () => (await membershipOf(ana))?.endsAt ?? null;
  await ana.browser.post(`${path}/cancel`, { reason: 'Too busy' });
  await world.until('the cancellation is known', cancelled);
  await ana.browser.post(`${path}/undo-cancel`);
  await world.until('the cancellation is taken back', async () => (await cancelled()) === null);
  await world.advance(ana.clockId, '2028-01-02T09:00:00.000Z');
  await ana.browser.post(`${path}/cancel`);
  narrator.check(
    'cancelled, undone, cancelled again: it ends with what is paid',
    await world.until('the second cancellation is known', cancelled),
    '2028-01-31T10:00:00.000Z',
  );
  await world.advance(ana.clockId, '2028-01-03T09:00:00.000Z');
  const types = (await world.timeline(ana.contactId)).map(({ type }) => type).filter((type) => type.startsWith('cancellation.'));
  narrator.check('each step is a fact of its own', types, [
    'cancellation.scheduled',
    'cancellation.undone',
    'cancellation.scheduled',
  ]);
}

const membershipOf = async (ana: Ana) =>
  (await ana.browser.get<{ id: string; state: string; endsAt: string | null }[]>('/api/portal/memberships')).find(
    ({ id }) => id === ana.membershipId,
  );
const stateOf = async (ana: Ana): Promise<string | undefined> => (await membershipOf(ana))?.state;
