import { lineItemsOf } from '../engine/line-items.js';
import type { Tx } from '../store/tx.js';

/** Fields that an object has only when a request expands them, by `object.field`. */
export const includable: Record<string, (tx: Tx, id: string) => Promise<unknown>> = {
  'invoice.payments': async (tx, id) => {
    const rows = await tx.select('invoice_payment', [{ path: 'invoice', is: id }]);
    return {
      object: 'list',
      data: rows.map(({ data }) => structuredClone(data)),
      has_more: false,
      url: `/v1/invoice_payments?invoice=${id}`,
    };
  },
  'invoice.confirmation_secret': async (tx, id) => {
    const [payment] = await tx.select('invoice_payment', [{ path: 'invoice', is: id }]);
    const intent = payment?.data.payment.payment_intent;
    return intent ? { client_secret: (await tx.get('payment_intent', intent)).data.client_secret, type: 'payment_intent' } : null;
  },
  'customer.subscriptions': async (tx, id) => {
    const rows = await tx.select('subscription', [{ path: 'customer', is: id }]);
    const live = rows.filter(({ data }) => data.status !== 'canceled' && data.status !== 'incomplete_expired');
    return {
      object: 'list',
      data: live.map(({ data }) => structuredClone(data)),
      has_more: false,
      url: `/v1/customers/${id}/subscriptions`,
    };
  },
  'charge.refunds': async (tx, id) => {
    const rows = await tx.select('refund', [{ path: 'charge', is: id }]);
    return {
      object: 'list',
      data: rows.map(({ data }) => structuredClone(data)),
      has_more: false,
      url: `/v1/charges/${id}/refunds`,
    };
  },
  'checkout.session.line_items': async (tx, id) => {
    return {
      object: 'list',
      data: await lineItemsOf(tx, await tx.get('checkout.session', id)),
      has_more: false,
      url: `/v1/checkout/sessions/${id}/line_items`,
    };
  },
};
