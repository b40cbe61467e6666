import { describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { stripeRefusal } from './stripe-refusal.js';

const rejected = new Stripe.errors.StripeAuthenticationError({
  message: 'Invalid API Key provided',
  type: 'invalid_request_error',
});

describe('a refusal by Stripe', () => {
  it('sends staff to the setting that fixes it', () => {
    expect(stripeRefusal(rejected, 'staff')).toMatchObject({
      code: 'stripe_key_rejected',
      message: 'Stripe refused the stored key. Paste a valid key under Settings › Payments.',
    });
  });

  it('has the same code for members, and a text without keys and settings', () => {
    const refusal = stripeRefusal(rejected, 'member');
    expect(refusal?.code).toBe('stripe_key_rejected');
    expect(refusal?.message).not.toMatch(/key|Settings/);
  });

  it('is not made of other errors', () => {
    expect(stripeRefusal(new Error('out of memory'), 'staff')).toBeUndefined();
  });
});
