import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbound, SmtpMailer } from '@perennial/activities';
import { openStorage } from '@perennial/storage';
import { createStripeClient, SecretBox, StripeClients } from '@perennial/stripe';
import { openDatabase, type TestDatabase } from '../../support/database.js';

let db: TestDatabase;
let school: string;
const nowhere = '127.0.0.1:9';
const outbound = new Outbound([nowhere]);
const mailer = new SmtpMailer(`smtp://${nowhere}`);

beforeAll(async () => {
  db = await openDatabase('outside');
  school = await db.school('kiln');
});
afterAll(async () => {
  mailer.close();
  await outbound.close();
  await db.close();
});

const files = openStorage(pathToFileURL(tmpdir()).href);
const clients = () => new StripeClients(db.tenancy, new SecretBox(Buffer.alloc(32).toString('base64')));
const get = () => outbound.call({ method: 'GET', url: `http://${nowhere}/`, headers: {}, body: null, timeoutMs: 1_000 });
const mail = () =>
  mailer.send({
    from: { name: 'Kiln', address: 'help@kiln.example' },
    to: { name: 'Ada', address: 'ada@example.com' },
    replyTo: 'help@kiln.example',
    subject: 'Hello',
    html: '<p>Hello</p>',
    text: 'Hello',
    messageId: '<one@kiln.example>',
    date: new Date('2027-01-17T10:00:00Z'),
  });

const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['asking for a client of Stripe', () => clients().for(school)],
  ['calling an address', get],
  ['sending an email', mail],
  ['storing a file', () => files.put('outside-calls/a.txt', new Uint8Array([1]), 'text/plain')],
  ['reading a file', () => files.get('outside-calls/none.txt')],
];

describe('inside an open school scope', () => {
  it.each(calls)('%s throws and says what to do', async (_, call) => {
    await expect(db.tenancy.withSchool(school, call)).rejects.toThrow(
      /inside an open school scope; read what the call needs in withSchool, and make the call after it ends/,
    );
  });

  it('a client of Stripe from before makes no request', async () => {
    const stripe = createStripeClient('sk_test_spec', `http://${nowhere}`);
    const refused: unknown = await db.tenancy.withSchool(school, () =>
      stripe.customers.list().catch((error: { detail?: unknown }) => error.detail),
    );
    expect(String(refused)).toContain('Stripe was called inside an open school scope');
  });
});

describe('after the scope has ended', () => {
  it.each(calls)('%s does not', async (_, call) => {
    await db.tenancy.withSchool(school, async () => undefined);
    const outcome = await call().then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(outcome).not.toContain('open school scope');
  });
});
