import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import type { Kinds } from '../wire/types.js';
import type { Decline } from './cards.js';

/** Writes the charge of one attempt, with the decline when it failed. */
export async function newCharge(
  tx: Tx,
  intent: Entry<'payment_intent'>,
  method: Entry<'payment_method'>,
  decline?: Decline,
): Promise<Entry<'charge'>> {
  const { data } = intent;
  const id = newId('charge');
  const outcome: Kinds['charge']['outcome'] = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline?.decline_code ?? null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
  const { card } = method.data;
  const charge: Kinds['charge'] = {
    id,
    object: 'charge',
    amount: data.amount,
    amount_captured: decline ? 0 : data.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.data.billing_details, tax_id: null },
    calculated_statement_descriptor: 'SANDBOX',
    captured: !decline,
    created: await tx.now(intent.clock),
    currency: data.currency,
    customer: data.customer,
    description: data.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...data.metadata },
    on_behalf_of: null,
    outcome,
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: 'card',
      ...(card && {
        card: {
          amount_authorized: decline ? null : data.amount,
          authorization_code: null,
          brand: card.brand,
          checks: card.checks,
          country: card.country,
          electronic_commerce_indicator: null,
          exp_month: card.exp_month,
          exp_year: card.exp_year,
          fingerprint: card.fingerprint ?? null,
          funding: card.funding,
          installments: null,
          last4: card.last4,
          mandate: null,
          network: card.brand,
          network_token: { used: false },
          network_transaction_id: null,
          regulated_status: 'unregulated',
          three_d_secure: null,
          transaction_link_id: null,
          wallet: null,
        },
      }),
    },
    receipt_email: data.receipt_email,
    receipt_number: null,
    receipt_url: decline ? null : `${tx.origin.baseUrl}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: decline ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
  return tx.add('charge', charge, { clock: intent.clock });
}
