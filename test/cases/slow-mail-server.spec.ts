import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { heartbeatMs, SmtpMailer, type SmtpTimeouts, smtpTimeouts } from '@perennial/activities';
import { stripeTimeouts } from '@perennial/stripe';
import type { Duration } from '@temporalio/common';
import { SMTPServer } from 'smtp-server';
import { delivery, provider } from '../../workflows/src/activity-options.js';

/** What the server does once it has a whole message. */
type Behaviour = { readonly answerAfterMs: number } | 'hang up' | 'never answer';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A mail server that keeps each message before it answers, as real ones do. */
async function slowServer(behaviour: Behaviour) {
  const kept: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onData(stream, session, callback) {
      stream.resume();
      stream.on('end', () => {
        kept.push(session.envelope.rcptTo[0]?.address ?? '');
        if (behaviour === 'hang up') for (const connection of server.connections) connection._socket.destroy();
        else if (behaviour !== 'never answer') setTimeout(callback, behaviour.answerAfterMs);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.close() });
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, kept };
}

function mailerTo(url: string, timeouts: SmtpTimeouts): SmtpMailer {
  const mailer = new SmtpMailer(url, timeouts);
  open.push(mailer);
  return mailer;
}

const email = (id: string) => ({
  from: { name: 'Kiln', address: 'hello@kiln.example' },
  to: { name: 'Ana', address: 'ana@example.org' },
  replyTo: 'help@kiln.example',
  messageId: `<${id}@kiln.example>`,
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  date: new Date(0),
});

/** 200 times as fast: forty seconds are 200 milliseconds, ten minutes are three seconds. */
const scaled: SmtpTimeouts = { greeting: smtpTimeouts.greeting / 200, answer: smtpTimeouts.answer / 200 };

describe('a slow mail server', () => {
  it('that answers after forty seconds gets one copy', async () => {
    const { url, kept } = await slowServer({ answerAfterMs: 200 });
    await mailerTo(url, scaled).send(email('late'));
    expect(kept).toEqual(['ana@example.org']);
  });

  it('gets one copy while an attempt that began later waits for the first', async () => {
    const { url, kept } = await slowServer({ answerAfterMs: 200 });
    const mailer = mailerTo(url, scaled);
    await Promise.all([mailer.send(email('twice')), mailer.send(email('twice'))]);
    expect(kept).toHaveLength(1);
    await mailer.send(email('another'));
    expect(kept).toHaveLength(2);
  });

  it('that hangs up without an answer is reported, and nothing is sent again behind our back', async () => {
    const { url, kept } = await slowServer('hang up');
    await expect(mailerTo(url, scaled).send(email('cut'))).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(kept).toHaveLength(1);
  });

  it('that never answers is given up once', async () => {
    const { url, kept } = await slowServer('never answer');
    await expect(mailerTo(url, { greeting: 1_000, answer: 300 }).send(email('never'))).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(kept).toHaveLength(1);
  });
});

describe('how long we wait', () => {
  const minutes = (count: number) => count * 60_000;
  const units: Readonly<Record<string, number>> = { s: 1_000, m: minutes(1), h: minutes(60) };
  const inMs = (duration: Duration): number =>
    Number.parseInt(String(duration), 10) * (units[String(duration).at(-1) ?? ''] ?? Number.NaN);

  it('is what RFC 5321, section 4.5.3.2, requires', () => {
    expect(smtpTimeouts.greeting).toBeGreaterThanOrEqual(minutes(5));
    expect(smtpTimeouts.answer).toBeGreaterThanOrEqual(minutes(10));
  });

  it('an attempt outlasts every answer of one delivery, and of another that holds the connection before it', () => {
    // Greeting, EHLO, MAIL, RCPT, DATA and the answer to the message.
    const slowest = smtpTimeouts.greeting + 5 * smtpTimeouts.answer;
    expect(inMs(delivery.startToCloseTimeout ?? 0)).toBeGreaterThanOrEqual(2 * slowest);
  });

  it('an attempt outlasts several calls to Stripe, each with its retries', () => {
    const slowest = stripeTimeouts.answerMs * (1 + stripeTimeouts.retries);
    expect(stripeTimeouts.answerMs).toBeGreaterThanOrEqual(80_000);
    expect(inMs(provider.startToCloseTimeout ?? 0)).toBeGreaterThanOrEqual(5 * slowest);
  });

  it.each([
    ['delivery', delivery],
    ['provider', provider],
  ])('a worker that has died is noticed long before: %s', (_, { heartbeatTimeout }) => {
    expect(inMs(heartbeatTimeout ?? 0)).toBeGreaterThanOrEqual(3 * heartbeatMs);
    expect(inMs(heartbeatTimeout ?? 0)).toBeLessThanOrEqual(minutes(1));
  });
});
