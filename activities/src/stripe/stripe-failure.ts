import { StripeNotConnectedError } from '@perennial/stripe';
import Stripe from 'stripe';
import type { House } from '../context.js';
import { failure } from '../failure.js';

/**
 * Runs calls to Stripe; what fails is logged in full here and thrown on as a code.
 * A moving test clock answers 429 until it is ready.
 */
export async function callingStripe<T>(house: House, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StripeNotConnectedError) throw failure('stripe_refused');
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    house.log.warn({ err: error, requestId: error.requestId }, 'stripe call failed');
    if (error.statusCode === 429) throw failure('stripe_unavailable', 250);
    const again = error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError;
    throw failure(again ? 'stripe_unavailable' : 'stripe_refused');
  }
}
