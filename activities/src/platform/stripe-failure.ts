import type { MembershipProblem } from '@perennial/db';
import { StripeNotConnectedError } from '@perennial/stripe';
import Stripe from 'stripe';
import { failure } from './failure.js';
import type { Services } from './services.js';

/** Stripe refused a request, and repeating it soon will not help. Never leaves an activity: its text may name a person. */
export class StripeRefusedError extends Error {
  override readonly name = 'StripeRefusedError';

  /**
   * @param problem of the whole connection, or of this request only
   * @param detail Stripe's message
   */
  constructor(
    readonly problem: Exclude<MembershipProblem, 'paid_after_end'>,
    readonly detail: string,
  ) {
    super(`Stripe refused: ${problem}`);
  }
}

/**
 * Runs calls to Stripe. A refusal is thrown as {@link StripeRefusedError}; an outage is logged in full here and thrown on as a
 * code, so that Temporal retries. A moving test clock answers 429 until it is ready.
 */
export async function callingStripe<T>(services: Services, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StripeRefusedError) throw error;
    if (error instanceof StripeNotConnectedError) throw new StripeRefusedError('disconnected', error.message);
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    services.log.warn({ err: error, requestId: error.requestId }, 'stripe call failed');
    if (error.statusCode === 429) throw failure('stripe_unavailable', 250);
    if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError)
      throw failure('stripe_unavailable');
    const connection = error.statusCode === 401 || error.statusCode === 403;
    throw new StripeRefusedError(connection ? 'connection' : 'request', error.message);
  }
}

/** Runs work and throws a refusal as a non-retryable failure with a code. */
export async function refusalAsFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StripeRefusedError ? failure('stripe_refused') : error;
  }
}
