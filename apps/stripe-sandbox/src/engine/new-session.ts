import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { mergeMetadata } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';

type Params = RequestTypes['Checkout.SessionCreateParams'];

/** The object of a new checkout session, without its totals. */
export function newSession(
  tx: Tx,
  params: Params,
  {
    now,
    expires,
    currency,
    customer,
  }: { now: number; expires: number; currency: string; customer: Entry<'customer'> | undefined },
): Entry<'checkout.session'>['data'] {
  const id = newId('checkout.session');
  const subscription = params.mode === 'subscription';
  const text = (given: '' | { message: string } | null | undefined) => (given ? { message: given.message } : null);
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: 0,
    amount_total: 0,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: null,
          promotions: null,
          terms_of_service: params.consent_collection.terms_of_service ?? null,
        }
      : null,
    created: now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: text(params.custom_text?.after_submit),
      shipping_address: null,
      submit: text(params.custom_text?.submit),
      terms_of_service_acceptance: text(params.custom_text?.terms_of_service_acceptance),
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : (params.customer_creation ?? (subscription ? 'always' : 'if_required')),
    customer_details: customer
      ? {
          address: null,
          business_name: null,
          email: customer.data.email,
          individual_name: null,
          name: null,
          phone: null,
          tax_exempt: 'none',
          tax_ids: null,
        }
      : params.customer_email
        ? {
            address: null,
            business_name: null,
            email: params.customer_email,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: 'none',
            tax_ids: null,
          }
        : null,
    customer_email: params.customer_email ?? null,
    discounts: (params.discounts ?? []).map((one) => ({
      coupon: one.coupon ?? null,
      promotion_code: one.promotion_code ?? null,
    })),
    expires_at: expires,
    integration_identifier: null,
    invoice: null,
    invoice_creation: subscription
      ? null
      : {
          enabled: params.invoice_creation?.enabled ?? false,
          invoice_data: {
            account_tax_ids: null,
            custom_fields: null,
            description: null,
            footer: null,
            issuer: null,
            metadata: {},
            rendering_options: null,
          },
        },
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode ?? 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: subscription ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${tx.origin.baseUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}
