import { createHash, randomBytes } from 'node:crypto';
import type { Kind } from '../wire/types.js';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Random text of Stripe's id alphabet. */
export function randomText(length: number): string {
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length];
  return text;
}

/** The id prefix of each kind. */
export const prefixes: Readonly<Record<Kind, string>> = {
  account: 'acct_',
  'billing_portal.configuration': 'bpc_',
  'billing_portal.session': 'bps_',
  charge: 'ch_',
  'checkout.session': 'cs_test_',
  coupon: '',
  customer: 'cus_',
  discount: 'di_',
  event: 'evt_',
  invoice: 'in_',
  invoice_payment: 'inpay_',
  invoiceitem: 'ii_',
  payment_intent: 'pi_',
  payment_method: 'pm_',
  price: 'price_',
  product: 'prod_',
  promotion_code: 'promo_',
  refund: 're_',
  setup_intent: 'seti_',
  subscription: 'sub_',
  tax_rate: 'txr_',
  'test_helpers.test_clock': 'clock_',
  webhook_endpoint: 'we_',
};

/** A new id for an object of this kind. */
export const newId = (kind: Kind): string =>
  `${prefixes[kind]}${randomText(kind === 'checkout.session' ? 58 : kind === 'coupon' ? 8 : kind === 'customer' || kind === 'product' ? 14 : 24)}`;

/** The account id of a secret key: the same key is the same account after a reset or a restart. */
export const accountIdOf = (key: string): string => {
  let text = '';
  for (const byte of createHash('sha256').update(key).digest().subarray(0, 16)) text += alphabet[byte % alphabet.length];
  return `acct_${text}`;
};
