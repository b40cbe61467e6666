import { StripeNotConnectedError } from '@perennial/stripe';
import Stripe from 'stripe';
import { Refusal } from './refusal.js';

/** Who reads the refusal: members cannot change the connection to Stripe, so they read what it means for them. */
type Reader = 'staff' | 'member';

const noPayments =
  'The school cannot take or change payments at the moment. Nothing was charged. Write to the school, or try again later.';

/** Converts an error of Stripe, or of a school without Stripe, to a refusal; undefined for any other error. */
export function stripeRefusal(error: unknown, reader: Reader): Refusal | undefined {
  if (error instanceof StripeNotConnectedError)
    return new Refusal(
      'stripe_not_connected',
      reader === 'member'
        ? noPayments
        : 'Connect your Stripe account first: memberships are charged through it. Open Settings and add your Stripe secret key.',
    );
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  if (error.statusCode === 429)
    return new Refusal(
      'clock_moving',
      reader === 'member'
        ? 'Stripe is busy. Wait a moment and try again.'
        : 'Stripe is still advancing this test clock. Wait until it is ready and try again.',
      { retryAfterSeconds: 2 },
    );
  if (error instanceof Stripe.errors.StripeCardError)
    return new Refusal('rule_refused', 'Your card was declined. Add another card and try again.');
  if (error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError)
    return new Refusal(
      'stripe_key_rejected',
      reader === 'member' ? noPayments : 'Stripe refused the stored key. Paste a valid key under Settings › Payments.',
    );
  // A missing answer does not show whether Stripe processed the request.
  if (error instanceof Stripe.errors.StripeConnectionError)
    return new Refusal(
      'stripe_unavailable',
      'Stripe did not answer, but may have processed the request. Reload in a minute before you try again.',
    );
  return new Refusal('stripe_unavailable', 'Stripe did not process the request. Nothing was charged. Try again in a moment.');
}
