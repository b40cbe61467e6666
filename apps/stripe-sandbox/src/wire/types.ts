import type Stripe from 'stripe';

/**
 * An object as it is stored and as it crosses the wire unexpanded: ids in place of expandable objects, decimals as strings.
 * Derived from the client's types, so that a field that Stripe adds or drops is a compile error here.
 */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Field<Item>[]
      : T extends object
        ? { [Key in keyof T]: Field<T[Key]> }
        : T;

type Field<U> = string extends U ? (Extract<U, { id: string }> extends never ? Wire<U> : Exclude<U, object>) : Wire<U>;

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
/** A JSON object. */
export type JsonObject = { [key: string]: Json | undefined };

/** Every kind of object that the sandbox keeps, by the name Stripe gives it. */
export interface Kinds {
  account: Wire<Stripe.Account>;
  'billing_portal.configuration': Wire<Stripe.BillingPortal.Configuration>;
  'billing_portal.session': Wire<Stripe.BillingPortal.Session>;
  charge: Wire<Stripe.Charge>;
  'checkout.session': Wire<Stripe.Checkout.Session>;
  coupon: Wire<Stripe.Coupon>;
  customer: Wire<Stripe.Customer>;
  discount: Wire<Stripe.Discount>;
  event: EventObject;
  invoice: Wire<Stripe.Invoice>;
  invoice_payment: Wire<Stripe.InvoicePayment>;
  invoiceitem: Wire<Stripe.InvoiceItem>;
  payment_intent: Wire<Stripe.PaymentIntent>;
  payment_method: Wire<Stripe.PaymentMethod>;
  price: Wire<Stripe.Price>;
  product: Wire<Stripe.Product>;
  promotion_code: Wire<Stripe.PromotionCode>;
  refund: Wire<Stripe.Refund>;
  setup_intent: Wire<Stripe.SetupIntent>;
  subscription: Wire<Stripe.Subscription>;
  tax_rate: Wire<Stripe.TaxRate>;
  'test_helpers.test_clock': Wire<Stripe.TestHelpers.TestClock>;
  webhook_endpoint: Wire<Stripe.WebhookEndpoint>;
}

/** Name of a kind of object. */
export type Kind = keyof Kinds;

/** An event as stored; the snapshot inside has the shape of its kind. */
export interface EventObject {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

/** A page of a list. */
export interface ListPage<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}
