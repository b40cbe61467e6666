import { newId } from '../store/ids.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';

/** Endpoints of charges and refunds. */
export const chargeRoutes: readonly Route[] = [
  route('GET', '/charges', 'ChargeListParams', (tx, params) =>
    page(tx, 'charge', '/v1/charges', params, filtersOf({ customer: params.customer, payment_intent: params.payment_intent })),
  ),
  route('GET', '/charges/:id', 'ChargeRetrieveParams', async (tx, _, { id }) => (await tx.get('charge', id)).data),
  route(
    'POST',
    '/charges/:id',
    'ChargeUpdateParams',
    async (tx, params, { id }) => {
      const charge = await tx.get('charge', id);
      charge.data.metadata = mergeMetadata(charge.data.metadata, params.metadata);
      if (params.description !== undefined) charge.data.description = params.description;
      await tx.change('charge.updated', charge);
      return charge.data;
    },
    ['fraud_details', 'shipping', 'transfer_group'],
  ),
  route(
    'POST',
    '/refunds',
    'RefundCreateParams',
    async (tx, params) => {
      const intent = params.payment_intent ? await tx.get('payment_intent', params.payment_intent, 'payment_intent') : undefined;
      const chargeId = params.charge ?? intent?.data.latest_charge;
      if (!chargeId)
        throw invalid(
          'One of the following params should be provided for this request: payment_intent or charge.',
          'charge',
          'parameter_missing',
        );
      const charge = await tx.get('charge', chargeId, 'charge');
      const { data } = charge;
      if (!data.paid) throw invalid(`This charge has failed and cannot be refunded.`, undefined, 'charge_not_refundable');
      const left = data.amount - data.amount_refunded;
      if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded');
      const amount = params.amount ?? left;
      if (amount > left)
        throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, 'amount');
      if (amount <= 0 || !Number.isInteger(amount))
        throw invalid('Invalid positive integer', 'amount', 'parameter_invalid_integer');
      const refund = tx.add(
        'refund',
        {
          id: newId('refund'),
          object: 'refund',
          amount,
          balance_transaction: null,
          charge: charge.id,
          created: await tx.now(charge.clock),
          currency: data.currency,
          customer: data.customer,
          customer_account: null,
          destination_details: {
            card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
            type: 'card',
          },
          metadata: mergeMetadata({}, params.metadata),
          payment_intent: data.payment_intent,
          payment_method: data.payment_method,
          reason: params.reason ?? null,
          receipt_number: null,
          source_transfer_reversal: null,
          status: 'succeeded',
          transfer_reversal: null,
        },
        { clock: charge.clock },
      );
      data.amount_refunded += amount;
      data.refunded = data.amount_refunded === data.amount;
      await tx.emit('refund.created', refund);
      await tx.change('charge.refunded', charge);
      if (refund.data.destination_details?.card) refund.data.destination_details.card.reference_status = 'available';
      if (refund.data.destination_details?.card) refund.data.destination_details.card.reference = String(Date.now());
      await tx.change('refund.updated', refund);
      return refund.data;
    },
    ['instructions_email', 'origin', 'refund_application_fee', 'reverse_transfer'],
  ),
  route('GET', '/refunds', 'RefundListParams', (tx, params) =>
    page(tx, 'refund', '/v1/refunds', params, filtersOf({ charge: params.charge, payment_intent: params.payment_intent })),
  ),
  route('GET', '/refunds/:id', 'RefundRetrieveParams', async (tx, _, { id }) => (await tx.get('refund', id)).data),
  route('POST', '/refunds/:id', 'RefundUpdateParams', async (tx, params, { id }) => {
    const refund = await tx.get('refund', id);
    refund.data.metadata = mergeMetadata(refund.data.metadata ?? {}, params.metadata);
    await tx.change('refund.updated', refund);
    return refund.data;
  }),
];
