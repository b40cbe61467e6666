import { start } from '@perennial/contracts';
import type { EventRouter } from '../router.js';

/** A school that is connected to Stripe has a workflow that finds missed webhooks. A purchase starts it, too, if it has closed. */
export const reconciliation: EventRouter = {
  name: 'reconciliation',
  events: ['stripe.connected', 'stripe.connection_restored', 'checkout.started'],
  route: async (_em, { schoolId }) => ({ calls: [start('reconcile', { schoolId })] }),
  restarts: { reconcile: async (_em, { schoolId }) => [start('reconcile', { schoolId })] },
};
