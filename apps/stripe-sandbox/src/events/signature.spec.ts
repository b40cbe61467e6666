import { describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { signatureHeader } from './signature.js';

describe('signatureHeader', () => {
  const secret = 'whsec_abcdefghijklmnop';
  const body = '{"id":"evt_1","object":"event"}';
  const { webhooks } = new Stripe('sk_test_x');
  const now = Math.floor(Date.now() / 1000);

  it('is accepted by the official client', () => {
    expect(webhooks.constructEvent(body, signatureHeader(body, secret, now), secret).id).toBe('evt_1');
  });

  it('is refused with the secret minus its prefix, for another body, or when it is old', () => {
    const header = signatureHeader(body, secret, now);
    expect(() => webhooks.constructEvent(body, header, secret.slice(6))).toThrow();
    expect(() => webhooks.constructEvent(`${body} `, header, secret)).toThrow();
    expect(() => webhooks.constructEvent(body, signatureHeader(body, secret, now - 301), secret)).toThrow();
  });
});
