import type { StripeCommand } from '@perennial/domain/billing';
import Stripe from 'stripe';
import type { Services } from '../platform/services.js';

/**
 * Makes the changes at Stripe that a decision requires. If Stripe refuses one because the object has changed, the following
 * read handles it. With a read-only key, the rest is still recorded.
 */
export async function carryOut(
  services: Services,
  stripe: Stripe,
  subscriptionId: string,
  commands: readonly StripeCommand[],
): Promise<void> {
  for (const command of commands) {
    try {
      await carryOutOne(stripe, subscriptionId, command);
    } catch (error) {
      const { StripeInvalidRequestError, StripePermissionError } = Stripe.errors;
      if (!(error instanceof StripeInvalidRequestError || error instanceof StripePermissionError)) throw error;
      services.log.warn({ err: error, requestId: error.requestId, command: command.kind }, 'stripe refused a change');
    }
  }
}

async function carryOutOne(stripe: Stripe, subscriptionId: string, command: StripeCommand): Promise<void> {
  switch (command.kind) {
    case 'stop_collecting':
      await stripe.invoices.update(command.invoiceId, { auto_advance: false });
      return;
    case 'resume_collecting':
      await stripe.invoices.update(command.invoiceId, { auto_advance: true });
      return;
    case 'void':
      await stripe.invoices.voidInvoice(command.invoiceId);
      return;
    case 'end':
      await stripe.subscriptions.cancel(subscriptionId);
  }
}
