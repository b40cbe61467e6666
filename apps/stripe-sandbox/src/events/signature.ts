import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header of a body sent at `timestamp`. The key is the whole secret, `whsec_` included. */
export function signatureHeader(body: string, secret: string, timestamp: number): string {
  return `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
