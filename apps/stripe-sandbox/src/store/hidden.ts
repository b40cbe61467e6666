import type { RequestTypes } from '../wire/requests.js';
import type { Kind, Kinds } from '../wire/types.js';

/** What the sandbox stores about an object beyond what Stripe shows. Every field may be absent. */
export interface HiddenByKind {
  payment_method: {
    /** The card number, which decides how the card behaves. */
    number?: string;
    /** A set-up or an on-session payment has authenticated the card for later off-session use. */
    authenticated?: boolean;
  };
  customer: {
    /** How many of the next charges of this customer fail, set through the control API. */
    failNext?: number;
    failCode?: string;
  };
  subscription: {
    /** The trial end for which the reminder has been sent. */
    remindedFor?: number;
    /** The period end for which `invoice.upcoming` has been sent. */
    upcomingFor?: number;
    /** The invoice on whose payment a paused subscription resumes. */
    resumeInvoice?: string;
    /** Prorations that the next invoice bills. */
    pending?: Kinds['invoice']['lines']['data'];
  };
  invoice: {
    /** Coupons of kind `once` that this invoice uses up. */
    usesUp?: string[];
    /** When an automatic attempt was last made. */
    retries?: number;
  };
  'checkout.session': {
    subscription_data?: RequestTypes['Checkout.SessionCreateParams']['subscription_data'];
    payment_intent_data?: RequestTypes['Checkout.SessionCreateParams']['payment_intent_data'];
    prices?: { price: string; quantity: number }[];
    /** The payment method that waits for 3D Secure, and what else the person entered. */
    challenged?: { method: string; name: string | null; email: string | null };
    /** Objects of an earlier attempt on the page, which are reused. */
    subscription?: string;
    setupIntent?: string;
    paymentIntent?: string;
    customer?: string;
  };
  'billing_portal.session': { secret?: string; flow?: string; subscription?: string; after?: string; expires?: number };
  webhook_endpoint: { secret?: string };
  coupon: object;
  account: object;
  'billing_portal.configuration': object;
  charge: object;
  discount: object;
  event: object;
  invoice_payment: object;
  invoiceitem: object;
  payment_intent: object;
  price: object;
  product: object;
  promotion_code: object;
  refund: object;
  setup_intent: object;
  tax_rate: object;
  'test_helpers.test_clock': object;
}

/** Hidden state of one kind. */
export type Hidden<K extends Kind> = HiddenByKind[K];
