import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endpointSecretPlace, SecretBox } from '@perennial/stripe';
import type { Answer } from './http.js';
import { Shop } from './shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
}, 90_000);
afterAll(() => shop.fixture.close());

describe('the webhook', () => {
  const deliver = async (
    event: unknown,
    { age = 0, secret = '', sign = (signed: string): string | null => signed, change = (signed: string) => signed } = {},
  ): Promise<Answer> => {
    const [row] = await shop.fixture.rows<{ id: string; sealed: string }>(
      shop.fixture.kiln,
      'select id, encrypted_endpoint_secrets[1] as sealed from stripe_connection',
    );
    const key =
      secret || shop.fixture.app.get(SecretBox, { strict: false }).open(row?.sealed ?? '', endpointSecretPlace(row?.id ?? ''));
    const body = JSON.stringify(event, null, 1);
    const at = Math.floor(Date.now() / 1000) - age;
    const signature = createHmac('sha256', key).update(`${at}.${body}`).digest('hex');
    const header = sign(`t=${at},v1=${signature}`);
    return shop.fixture.request({
      method: 'POST',
      path: `/webhooks/stripe/${row?.id}`,
      headers: { 'content-type': 'application/json', ...(header !== null && { 'stripe-signature': header }) },
      body: change(body),
    });
  };
  const event = (object: object, change: object = {}) => ({
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    type: 'invoice.paid',
    data: { object },
    ...change,
  });
  const received = (stripeEventId: string) =>
    shop.fixture.rows<{ membershipId: string | null }>(
      shop.fixture.kiln,
      `select data->>'membershipId' as "membershipId" from event where type = 'stripe.event_received' and data->>'stripeEventId' = $1`,
      [stripeEventId],
    );

  it('stores an event once, however often it comes', async () => {
    const one = event({ id: 'in_1', object: 'invoice' });
    expect([(await deliver(one)).status, (await deliver(one)).status]).toEqual([200, 200]);
    expect(await received(one.id)).toEqual([{ membershipId: null }]);
  });

  it('finds the membership by what we wrote on the object', async () => {
    const visitor = shop.fixture.visitor('kiln');
    await shop.buy(visitor, 'hook@kiln.example');
    const [membership] = await shop.memberships('hook@kiln.example');
    const metadata = { membershipId: membership?.id };
    const onSession = event({ id: 'cs_1', object: 'checkout.session', client_reference_id: membership?.id });
    const onInvoice = event({
      id: 'in_2',
      object: 'invoice',
      parent: { subscription_details: { metadata, subscription: 'sub_x' } },
    });
    for (const one of [onSession, onInvoice]) {
      await deliver(one);
      expect(await received(one.id)).toEqual([{ membershipId: membership?.id }]);
    }
  });

  it("does not take another school's membership for its own", async () => {
    const one = event({ id: 'in_3', object: 'invoice', metadata: { membershipId: randomUUID() } });
    await deliver(one);
    expect(await received(one.id)).toEqual([{ membershipId: null }]);
  });

  it.each([
    ['signed with another secret', { secret: 'whsec_guess' }],
    ['signed ten minutes ago', { age: 600 }],
    ['dated 301 seconds ahead', { age: -305 }],
    ['dated a day ahead', { age: -86_400 }],
    ['signed an hour ahead of its time, with another secret', { age: -3600, secret: 'whsec_guess' }],
    ['that is not signed', { sign: () => null }],
    ['with an empty signature', { sign: () => '' }],
    ['with a signature that is none', { sign: () => 'nonsense' }],
    ['with the signature of another moment', { sign: (signed: string) => signed.replace(/^t=\d+/, 't=1') }],
    ['that was changed under its signature', { change: (signed: string) => signed.replace('in_4', 'in_9') }],
    ['that was cut off', { cut: true, change: (signed: string) => signed.slice(0, -20) }],
  ])('refuses a body %s', async (_what, how) => {
    const one = event({ id: 'in_4', object: 'invoice' });
    const answer = await deliver(one, how);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'cut' in how ? 'invalid_json' : 'bad_signature']);
    expect(await received(one.id)).toEqual([]);
  });

  const good = event({ id: 'in_6', object: 'invoice' });
  it.each<[string, unknown, string]>([
    ['null', null, 'body'],
    ['a list', [], 'body'],
    ['text', 'event', 'body'],
    ['no data', { ...good, data: undefined }, 'data'],
    ['data without an object', { ...good, data: {} }, 'data.object'],
    ['data that is null', { ...good, data: null }, 'data'],
    ['a numeric ID', { ...good, id: 7 }, 'id'],
    ['an ID with a NUL character', { ...good, id: 'evt_\u0000' }, 'id'],
    ['a type with a NUL character', { ...good, type: 'invoice.\u0000paid' }, 'type'],
    ['a date as text', { ...good, created: 'yesterday' }, 'created'],
    ['a date beyond every calendar', { ...good, created: 1e18 }, 'created'],
    ['no livemode', { ...good, livemode: undefined }, 'livemode'],
  ])('refuses a signed body that is %s, and names the field', async (_what, body, field) => {
    const answer = await deliver(body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_input']);
    expect(answer.body.error.details.map((detail: { field: string }) => detail.field)).toContain(field);
  });

  it('takes an event about an object whose ids cannot be stored, and finds no membership', async () => {
    const odd = event({
      id: 'sub_\u0000',
      object: 'subscription',
      metadata: { membershipId: '\u0000' },
      subscription: 'sub_\u0000',
    });
    expect((await deliver(odd)).status).toBe(200);
    expect(await received(odd.id)).toEqual([{ membershipId: null }]);
  });

  it('refuses events of the other mode', async () => {
    expect((await deliver(event({ id: 'in_5', object: 'invoice' }, { livemode: true }))).status).toBe(400);
  });

  it('takes a type it does not know', async () => {
    expect((await deliver(event({ id: 'x_1', object: 'x' }, { type: 'x.happened' }))).status).toBe(200);
  });

  it('does not exist for an unknown connection', async () => {
    const path = `/webhooks/stripe/${randomUUID()}`;
    expect((await shop.fixture.request({ method: 'POST', path, body: {} })).status).toBe(404);
  });
});
