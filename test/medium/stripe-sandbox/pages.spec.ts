import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, newKey, openSandbox, openShop, type Shop, type TestSandbox } from './support.js';

const start = at('2027-03-03T10:00');
const day = 86_400;
const good = { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123', name: 'Ada' };

interface Page {
  status: number;
  text: string;
  location: string;
}
async function visit(url: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers,
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  const location = response.headers.get('location') ?? '';
  return { status: response.status, text: await response.text(), location: location && new URL(location, url).href };
}

describe('the hosted pages', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  const session = async (shop: Shop, params: object = {}) => {
    const { id, url } = await shop.stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: shop.customer,
      line_items: [{ price: shop.price, quantity: 1 }],
      success_url: 'https://school.example/welcome?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://school.example/offer',
      ...params,
    });
    return { id, url: url ?? '' };
  };
  const statusOf = async (shop: Shop) =>
    (await shop.stripe.subscriptions.list({ customer: shop.customer, status: 'all' })).data.map(({ status }) => status);

  it('checkout shows the trial terms, what is due today and the way back', async () => {
    const shop = await openShop(sandbox, start);
    const { url } = await session(shop, { subscription_data: { trial_period_days: 14 } });
    const page = await visit(url);
    expect(page.status).toBe(200);
    for (const text of [
      '14 days free',
      'Then €29.00 per month starting 17 March 2027',
      'Total due today',
      '€0.00',
      'href="https://school.example/offer"',
      'value="ada@example.com" readonly',
      'name="number"',
    ]) {
      expect(page.text).toContain(text);
    }
  });

  it('checkout asks for no card when none is needed, and starts the trial', async () => {
    const shop = await openShop(sandbox, start);
    const { id, url } = await session(shop, {
      payment_method_collection: 'if_required',
      subscription_data: { trial_period_days: 14 },
    });
    expect((await visit(url)).text).not.toContain('name="number"');
    const done = await visit(url, { email: 'ada@example.com' });
    expect([done.status, done.location]).toEqual([303, `https://school.example/welcome?session=${id}`]);
    expect(await statusOf(shop)).toEqual(['trialing']);
    expect((await visit(url)).text).toContain('You are all done here');
    expect((await visit(url, good)).text).toContain('You are all done here');
    expect(await statusOf(shop)).toEqual(['trialing']);
  });

  it('checkout puts each problem beside its field, keeps what was typed, and charges once after another card', async () => {
    const shop = await openShop(sandbox, start);
    const { url } = await session(shop);
    const problem = async (form: Record<string, string>) => {
      const page = await visit(url, { ...good, ...form });
      return [page.status, /class="error" id="(\w+)-error"/.exec(page.text)?.[1]];
    };
    expect(await problem({ number: '4242 4242 4242 4241' })).toEqual([422, 'number']);
    expect(await problem({ expiry: '01/27' })).toEqual([422, 'expiry']);
    expect(await problem({ cvc: 'x' })).toEqual([422, 'cvc']);
    expect(await problem({ number: '4000000000000002' })).toEqual([402, 'number']);
    expect(await problem({ number: '4000000000000127' })).toEqual([402, 'cvc']);
    expect((await visit(url, good)).status).toBe(303);
    expect(await statusOf(shop)).toEqual(['active']);
    const { data } = await shop.stripe.charges.list({ customer: shop.customer });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'failed']);
  });

  it.each([
    ['trial', { subscription_data: { trial_period_days: 14 } }, 'trialing'],
    ['no trial', {}, 'active'],
  ] as const)('checkout with %s goes through 3D Secure, and back to the card when it fails', async (_, params, status) => {
    const shop = await openShop(sandbox, start);
    const { id, url } = await session(shop, params);
    const card = { ...good, number: '4000000000003220' };
    const challenge = await visit(url, card);
    expect(challenge.location).toBe(`${url}/3ds`);
    expect((await visit(challenge.location)).text).toContain('3D Secure');
    expect(await visit(challenge.location, { outcome: 'fail' })).toMatchObject({
      status: 402,
      text: expect.stringContaining('unable to authenticate'),
    });
    const again = await visit(url, card);
    expect((await visit(again.location, { outcome: 'complete' })).location).toBe(`https://school.example/welcome?session=${id}`);
    expect(await statusOf(shop)).toEqual([status]);
  });

  it('checkout expires, and then takes no money', async () => {
    const shop = await openShop(sandbox, start);
    const { url } = await session(shop);
    await shop.go(start + day);
    expect((await visit(url, good)).text).toContain('This checkout has expired');
    expect(await shop.events()).toContain('checkout.session.expired');
    expect(await statusOf(shop)).toEqual([]);
  });

  it('the portal cancels by date only, undoes it, and shows invoices', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({}, 'pm_card_visa');
    const { url } = await shop.stripe.billingPortal.sessions.create({
      customer: shop.customer,
      return_url: 'https://school.example/account',
    });
    const home = await visit(url);
    for (const text of ['€29.00 / month', 'Renews on 3 April 2027', '4242', 'href="https://school.example/account"'])
      expect(home.text).toContain(text);
    await visit(`${url}/cancel/${id}`, {});
    expect(await shop.subscription(id)).toMatchObject({
      cancel_at: at('2027-04-03T10:00'),
      cancel_at_period_end: false,
      status: 'active',
    });
    expect((await visit(`${url}?home=1`)).text).toContain('Cancels on 3 April 2027');
    await visit(`${url}/undo/${id}`, {});
    expect(await shop.subscription(id)).toMatchObject({ cancel_at: null, canceled_at: null });
    expect((await visit(`${url}/cancel/${id}`, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('a new card in the portal pays the open invoice immediately', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({ subscription_data: { trial_period_days: 10 } }, 'pm_card_chargeCustomerFail');
    await shop.go(start + 11 * day);
    expect((await shop.subscription(id)).status).toBe('past_due');
    const { url } = await shop.stripe.billingPortal.sessions.create({
      customer: shop.customer,
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: 'https://school.example/thanks' } },
      },
    });
    const form = await visit(url);
    expect(form.location).toBe(`${url}/card`);
    expect((await visit(form.location, { ...good, number: '4000000000000002' })).status).toBe(402);
    expect((await visit(form.location, good)).location).toBe('https://school.example/thanks');
    expect((await shop.subscription(id)).status).toBe('active');
  });

  it('anyone with the URL can pay the hosted invoice, through 3D Secure', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({ subscription_data: { trial_period_days: 10 } }, 'pm_card_chargeCustomerFail');
    await shop.go(start + 11 * day);
    const [open] = (await shop.stripe.invoices.list({ subscription: id, status: 'open' })).data;
    const url = open?.hosted_invoice_url ?? '';
    expect((await visit(url.replace(/s=.*/, 's=guess'))).status).toBe(404);
    const challenge = await visit(url, { ...good, number: '4000002760003184' });
    expect((await visit(challenge.location, { outcome: 'complete' })).location).toBe(url);
    expect((await visit(url)).text).toContain('Paid on');
    expect((await shop.subscription(id)).status).toBe('active');
    expect((await fetch(open?.invoice_pdf ?? '')).headers.get('content-type')).toBe('application/pdf');
  });

  it('the dashboard escapes what accounts contain, and fails the next charge on request', async () => {
    const key = newKey();
    const shop = await openShop(sandbox, start, { interval: 'month' }, key);
    await shop.stripe.customers.update(shop.customer, { email: '<img src=x>@example.com' });
    const { id: account } = await shop.stripe.accounts.retrieveCurrent();
    const page = await visit(`${sandbox.url}/dashboard/${account}`);
    expect(page.text).toContain('&lt;img src=x&gt;');
    expect(page.text).not.toContain(key);
    await visit(`${sandbox.url}/dashboard/${account}/fail/${shop.customer}`, {});
    await expect(shop.checkout({}, 'pm_card_visa')).rejects.toMatchObject({ code: 'card_declined' });
    await expect(shop.checkout({}, 'pm_card_visa')).resolves.toMatchObject({ status: 'complete' });
  });
});
