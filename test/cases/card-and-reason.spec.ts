import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../medium/api/shop.js';
import type { Visitor } from '../medium/api/support.js';

let shop: Shop;
let member: Visitor;
let id: string;
beforeAll(async () => {
  shop = await Shop.open();
  member = await shop.member('ana@kiln.example');
  [{ id }] = (await member.get('/api/portal/memberships')).body;
  await shop.sync(id);
}, 90_000);
afterAll(() => shop.fixture.close());

const shown = async () => (await member.get('/api/portal/memberships')).body[0];

describe('the card on file', () => {
  it('is shown with its brand, its last digits and its expiry', async () => {
    expect((await shown()).card).toEqual({
      brand: 'visa',
      last4: '4242',
      expMonth: expect.any(Number),
      expYear: expect.any(Number),
    });
  });

  it('that was given on Stripe’s page is the one that is charged and shown, as soon as the member is back', async () => {
    const { customer } = await shop.subscriptionOf(id);
    const owner = typeof customer === 'string' ? customer : customer.id;
    const card = await shop.stripe.paymentMethods.attach('pm_card_mastercard', { customer: owner });
    await shop.stripe.customers.update(owner, { invoice_settings: { default_payment_method: card.id } });
    const answer = await member.send('POST', `/api/portal/memberships/${id}/card/confirm`);
    expect([answer.status, answer.body.card]).toEqual([200, expect.objectContaining({ brand: 'mastercard', last4: '4444' })]);
    expect((await shop.subscriptionOf(id)).default_payment_method).toBe(card.id);
    await shop.sync(id);
    expect((await shown()).card).toMatchObject({ brand: 'mastercard', last4: '4444' });
  });

  it("is not another member's to confirm", async () => {
    const other = await shop.member('other@kiln.example');
    expect((await other.send('POST', `/api/portal/memberships/${id}/card/confirm`)).status).toBe(404);
  });
});

describe('the reason of a cancellation', () => {
  it('is kept with the membership, in the event and in the timeline', async () => {
    await member.send('POST', `/api/portal/memberships/${id}/cancel`, { reason: 'I am moving to Lisbon.' });
    await shop.sync(id);
    expect((await shown()).cancellationReason).toBe('I am moving to Lisbon.');
    const [event] = await shop.fixture.rows<{ reason: string; contactId: string }>(
      shop.fixture.kiln,
      `select data->>'memberReason' as reason, contact_id as "contactId" from event where type = 'cancellation.scheduled'`,
    );
    expect(event?.reason).toBe('I am moving to Lisbon.');
    const owner = await shop.fixture.owner('kiln');
    const timeline = (await owner.get(`/api/admin/contacts/${event?.contactId}/timeline`)).body.items;
    expect(timeline.find(({ type }: { type: string }) => type === 'cancellation.scheduled').detail).toContain(
      'I am moving to Lisbon.',
    );
    const stranger = await shop.fixture.owner('bread');
    expect((await stranger.get(`/api/admin/contacts/${event?.contactId}/memberships`)).status).toBe(404);
  });

  it('is forgotten when the cancellation is undone', async () => {
    await member.send('POST', `/api/portal/memberships/${id}/undo-cancel`);
    await shop.sync(id);
    expect((await shown()).cancellationReason).toBeNull();
  });
});
