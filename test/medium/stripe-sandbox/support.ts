import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '@perennial/stripe-sandbox';
import pg from 'pg';
import Stripe from 'stripe';

/** A sandbox on a database of its own. */
export interface TestSandbox {
  readonly url: string;
  readonly databaseUrl: string;
  /** The official client, on a fresh account unless a key is named. */
  client(key?: string): Stripe;
  control(key: string, path: string, body?: Record<string, string>): Promise<unknown>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A key that no other test uses. */
export const newKey = (): string => `sk_test_${randomBytes(12).toString('hex')}`;

/** Starts a sandbox that checks every response and webhook body. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const admin = process.env.TEST_DATABASE_URL;
  if (!admin) throw new Error('TEST_DATABASE_URL is not set');
  const name = `sandbox_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const address = new URL(admin);
  address.pathname = `/${name}`;
  const start = (): Promise<RunningSandbox> =>
    startSandbox({
      port: 0,
      databaseUrl: address.href,
      logLevel: 'error',
      validateResponses: true,
      deliveryRetryMs: [20, 20],
      ...options,
    });
  let sandbox = await start();
  return {
    get url() {
      return sandbox.url;
    },
    databaseUrl: address.href,
    client(key = newKey()) {
      const { hostname, port } = new URL(sandbox.url);
      return new Stripe(key, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: 0, telemetry: false });
    },
    async control(key, path, body) {
      const headers = { authorization: `Bearer ${key}` };
      const response = await fetch(
        `${sandbox.url}/_sandbox${path}`,
        body ? { method: 'POST', headers, body: new URLSearchParams(body) } : { headers },
      );
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async restart() {
      await sandbox.close();
      sandbox = await start();
    },
    async close() {
      await sandbox.close();
      await run(`drop database ${name} with (force)`);
    },
  };
}

/** Unix seconds of a date in UTC. */
export const at = (text: string): number => Date.parse(`${text}Z`) / 1000;
/** A date in UTC, to the minute. */
export const dateText = (instant: number): string => new Date(instant * 1000).toISOString().slice(0, 16);

/** Waits until `probe` gives something. */
export async function eventually<T>(probe: () => Promise<T | undefined | false> | T | undefined | false, ms = 5_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Advances a test clock and waits until it is ready. */
export async function advance(stripe: Stripe, clock: string, to: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: to });
  await eventually(async () => {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock);
    if (status === 'internal_failure') throw new Error('the test clock failed');
    return status === 'ready';
  });
}

/** A customer on a test clock, a monthly price, and a way to buy it. */
export interface Shop {
  stripe: Stripe;
  clock: string;
  customer: string;
  price: string;
  /** Pays a checkout session; `card` is a test id, or null for no card. */
  checkout(params: Partial<Stripe.Checkout.SessionCreateParams>, card: string | null): Promise<Stripe.Checkout.Session>;
  subscribe(params: Partial<Stripe.Checkout.SessionCreateParams>, card: string | null): Promise<string>;
  subscription(id: string): Promise<Stripe.Subscription>;
  go(to: number): Promise<void>;
  /** Types of the account's events since the last call, oldest first. */
  events(): Promise<string[]>;
}

/** Opens a shop whose customer's clock stands at `start`. */
export async function openShop(
  sandbox: TestSandbox,
  start: number,
  recurring: Stripe.PriceCreateParams.Recurring = { interval: 'month' },
  key = newKey(),
): Promise<Shop> {
  const stripe = sandbox.client(key);
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time: start });
  const { id: customer } = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada', test_clock: clock });
  const { id: price } = await stripe.prices.create({
    currency: 'eur',
    unit_amount: 2900,
    recurring,
    product_data: { name: 'Club' },
  });
  const seen = new Set<string>();
  const shop: Shop = {
    stripe,
    clock,
    customer,
    price,
    async checkout(params, card) {
      const session = await stripe.checkout.sessions.create({
        mode: 'subscription',
        customer,
        line_items: [{ price, quantity: 1 }],
        success_url: 'https://school.example/welcome?session={CHECKOUT_SESSION_ID}',
        ...params,
      });
      await stripe.rawRequest('POST', `/v1/payment_pages/${session.id}/confirm`, card === null ? {} : { payment_method: card });
      return stripe.checkout.sessions.retrieve(session.id);
    },
    async subscribe(params, card) {
      const { subscription } = await shop.checkout(params, card);
      if (typeof subscription !== 'string') throw new Error('the session has no subscription');
      return subscription;
    },
    subscription: (id) => stripe.subscriptions.retrieve(id),
    go: (to) => advance(stripe, clock, to),
    async events() {
      const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 5_000 });
      const fresh = all.filter(({ id }) => !seen.has(id)).reverse();
      for (const { id } of fresh) seen.add(id);
      return fresh.map(({ type }) => type);
    },
  };
  return shop;
}

/** An endpoint that remembers what it was sent. */
export interface Receiver {
  url: string;
  received: { body: string; signature: string }[];
  /** Statuses of the next answers; 200 when there are none left. */
  answers: number[];
  close(): Promise<void>;
}

/** Opens an endpoint. */
export async function openReceiver(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const answers: number[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ body, signature: String(request.headers['stripe-signature']) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
