import { waits } from '../engine/calendar.js';
import { createSubscription, endBehaviourOf } from '../engine/create-subscription.js';
import { ownMethod } from '../engine/customers.js';
import { redeem } from '../engine/discounts.js';
import { endTrial, remind } from '../engine/lifecycle.js';
import { resume } from '../engine/resume.js';
import { end, isOver, periodOf, plan, setPeriod } from '../engine/subscriptions.js';
import { taxRatesOf } from '../engine/taxes.js';
import { applyItems } from '../engine/update-subscription.js';
import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid, missing, unsupported } from '../wire/errors.js';
import { filtersOf, page, pageOf } from '../wire/lists.js';
import { mergeMetadata, unset } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';

const unplayed = [
  'add_invoice_items',
  'application_fee_percent',
  'automatic_tax',
  'billing_schedules',
  'billing_thresholds',
  'collection_method',
  'days_until_due',
  'transfer_data',
  'on_behalf_of',
  'default_source',
  'pending_invoice_item_interval',
] as const;

async function create(tx: Tx, params: RequestTypes['SubscriptionCreateParams']): Promise<object> {
  if (!params.customer) throw invalid('Missing required param: customer.', 'customer', 'parameter_missing');
  const customer = await tx.get('customer', params.customer, 'customer');
  const now = await tx.now(customer.clock);
  const items = (params.items ?? []).map((item, index) => {
    if (item.price_data) throw unsupported(`items[${index}][price_data]`);
    if (!item.price)
      throw invalid(`Missing required param: items[${index}][price].`, `items[${index}][price]`, 'parameter_missing');
    return { price: item.price, quantity: item.quantity ?? 1, metadata: mergeMetadata({}, item.metadata) };
  });
  const trialEnd = params.trial_period_days
    ? now + params.trial_period_days * waits.day
    : typeof params.trial_end === 'number'
      ? params.trial_end
      : undefined;
  const method = params.default_payment_method
    ? await ownMethod(tx, customer, params.default_payment_method, 'default_payment_method')
    : null;
  const subscription = await createSubscription(tx, {
    customer,
    items,
    ...(trialEnd !== undefined && { trialEnd }),
    ...(params.billing_cycle_anchor !== undefined && { anchor: params.billing_cycle_anchor }),
    metadata: mergeMetadata({}, params.metadata),
    description: params.description ?? null,
    defaultPaymentMethod: method,
    missingPaymentMethod: endBehaviourOf(params.trial_settings?.end_behavior.missing_payment_method),
    discounts: params.discounts || [],
    taxRates: await taxRatesOf(tx, params.default_tax_rates || [], 'default_tax_rates'),
    ...(typeof params.cancel_at === 'number' && { cancelAt: params.cancel_at }),
    cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
    ...(params.payment_behavior && { paymentBehavior: params.payment_behavior }),
    ...(params.off_session && { offSession: true }),
    ...(params.payment_settings?.save_default_payment_method === 'on_subscription' && { saveDefault: 'on_subscription' }),
  });
  return subscription.data;
}

async function update(tx: Tx, params: RequestTypes['SubscriptionUpdateParams'], id: string): Promise<object> {
  const subscription = await tx.get('subscription', id);
  const { data } = subscription;
  data.metadata = mergeMetadata(data.metadata, params.metadata);
  if (isOver(data.status)) {
    const other = Object.keys(params).find((key) => !['metadata', 'cancellation_details', 'expand'].includes(key));
    if (other) throw invalid('A canceled subscription can only update its cancellation_details and metadata.', other);
    setReason(subscription, params.cancellation_details);
    await tx.change('customer.subscription.updated', subscription);
    return data;
  }
  const now = await tx.now(subscription.clock);
  if (params.description !== undefined) data.description = unset(params.description);
  if (params.default_payment_method !== undefined) {
    const customer = await tx.get('customer', data.customer);
    const method = unset(params.default_payment_method);
    data.default_payment_method = method === null ? null : await ownMethod(tx, customer, method, 'default_payment_method');
  }
  const behaviour = endBehaviourOf(params.trial_settings?.end_behavior.missing_payment_method);
  if (behaviour) data.trial_settings = { end_behavior: { billing_cycle_anchor: null, missing_payment_method: behaviour } };
  if (params.pause_collection !== undefined)
    data.pause_collection = params.pause_collection
      ? { behavior: params.pause_collection.behavior, resumes_at: params.pause_collection.resumes_at ?? null }
      : null;
  if (params.discounts !== undefined)
    data.discounts = await redeem(tx, params.discounts || [], await tx.get('customer', data.customer), {
      subscription: id,
      start: now,
    });
  if (params.default_tax_rates !== undefined)
    data.default_tax_rates = await taxRatesOf(tx, params.default_tax_rates || [], 'default_tax_rates');
  scheduleCancel(subscription, params, now);
  setReason(subscription, params.cancellation_details);
  if (params.trial_end !== undefined) await moveTrial(tx, subscription, params.trial_end === 'now' ? now : params.trial_end, now);
  if (params.items)
    await applyItems(tx, subscription, params.items, params.proration_behavior ?? 'create_prorations', params.proration_date);
  await plan(tx, subscription);
  await tx.change('customer.subscription.updated', subscription);
  const reminderIsLate = data.status === 'trialing' && data.trial_end !== null && data.trial_end - now <= waits.trialReminder;
  if (reminderIsLate) await remind(tx, subscription);
  return data;
}

function scheduleCancel(
  subscription: Entry<'subscription'>,
  params: RequestTypes['SubscriptionUpdateParams'],
  now: number,
): void {
  const { data } = subscription;
  if (params.cancel_at_period_end !== undefined && params.cancel_at_period_end !== data.cancel_at_period_end) {
    data.cancel_at_period_end = params.cancel_at_period_end;
    data.cancel_at = params.cancel_at_period_end ? periodOf(data).end : null;
  }
  if (params.cancel_at !== undefined) {
    if (params.cancel_at === 'min_period_end' || params.cancel_at === 'max_period_end') data.cancel_at = periodOf(data).end;
    else if (typeof params.cancel_at === 'number') {
      if (params.cancel_at <= now) throw invalid('`cancel_at` must be in the future.', 'cancel_at');
      data.cancel_at = params.cancel_at;
    } else data.cancel_at = null;
    data.cancel_at_period_end = false;
  }
  const leaving = data.cancel_at !== null;
  if (leaving && data.canceled_at === null) {
    data.canceled_at = now;
    data.cancellation_details = { comment: null, feedback: null, feedback_option: null, reason: 'cancellation_requested' };
  }
  if (!leaving && data.canceled_at !== null) {
    data.canceled_at = null;
    data.cancellation_details = { comment: null, feedback: null, feedback_option: null, reason: null };
  }
}

function setReason(
  subscription: Entry<'subscription'>,
  details: { comment?: string | null; feedback?: string | null } | undefined,
): void {
  if (!details) return;
  const { data } = subscription;
  data.cancellation_details = {
    comment: details.comment === undefined ? (data.cancellation_details?.comment ?? null) : details.comment || null,
    feedback: details.feedback === undefined ? (data.cancellation_details?.feedback ?? null) : details.feedback || null,
    feedback_option: null,
    reason: data.cancellation_details?.reason ?? null,
  };
}

/** A new trial end moves the billing cycle. If the trial ends now, the next step of the due queue starts the paid period. */
async function moveTrial(tx: Tx, subscription: Entry<'subscription'>, trialEnd: number, now: number): Promise<void> {
  const { data } = subscription;
  if (trialEnd < now) throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', 'trial_end');
  if (data.status !== 'trialing' && trialEnd === now) return;
  if (data.status !== 'trialing') data.trial_start = now;
  data.status = 'trialing';
  data.trial_end = trialEnd;
  data.billing_cycle_anchor = trialEnd;
  setPeriod(data, periodOf(data).start, trialEnd);
  if (trialEnd === now) {
    await endTrial(tx, subscription);
  }
}

async function cancel(tx: Tx, params: RequestTypes['SubscriptionCancelParams'], id: string): Promise<object> {
  const subscription = await tx.get('subscription', id);
  if (isOver(subscription.data.status)) throw missing('subscription', id);
  if (params.invoice_now) throw unsupported('invoice_now');
  if (params.prorate) throw unsupported('prorate');
  setReason(subscription, params.cancellation_details);
  await end(tx, subscription, 'cancellation_requested');
  return subscription.data;
}

/** Endpoints of subscriptions and their items. */
export const subscriptionRoutes: readonly Route[] = [
  route('POST', '/subscriptions', 'SubscriptionCreateParams', create, [...unplayed, 'backdate_start_date', 'trial_from_plan']),
  route(
    'GET',
    '/subscriptions',
    'SubscriptionListParams',
    (tx, params) => {
      const filters = filtersOf({ customer: params.customer, test_clock: params.test_clock });
      const live = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'incomplete_expired'];
      if (params.status === 'ended') filters.push({ path: 'status', is: ['canceled', 'incomplete_expired'] });
      else if (params.status === undefined) filters.push({ path: 'status', is: live });
      else if (params.status !== 'all') filters.push({ path: 'status', is: params.status });
      if (params.price) filters.push({ path: 'items.data.0.price.id', is: params.price });
      return page(tx, 'subscription', '/v1/subscriptions', params, filters);
    },
    ['collection_method', 'current_period_end', 'current_period_start', 'plan', 'automatic_tax', 'customer_account'],
  ),
  route(
    'GET',
    '/subscriptions/:id',
    'SubscriptionRetrieveParams',
    async (tx, _, { id }) => (await tx.get('subscription', id)).data,
  ),
  route('POST', '/subscriptions/:id', 'SubscriptionUpdateParams', (tx, params, { id }) => update(tx, params, id), [
    ...unplayed,
    'billing_cycle_anchor',
    'trial_from_plan',
  ]),
  route('DELETE', '/subscriptions/:id', 'SubscriptionCancelParams', (tx, params, { id }) => cancel(tx, params, id)),
  route(
    'POST',
    '/subscriptions/:id/resume',
    'SubscriptionResumeParams',
    async (tx, params, { id }) => {
      const subscription = await tx.get('subscription', id);
      await resume(tx, subscription, params.payment_behavior ?? 'resume_on_payment_attempt');
      return subscription.data;
    },
    ['proration_date'],
  ),
  route('GET', '/subscription_items', 'SubscriptionItemListParams', async (tx, params) => {
    const { data } = await tx.get('subscription', params.subscription, 'subscription');
    return pageOf(data.items.data, '/v1/subscription_items', params);
  }),
  route('GET', '/subscription_items/:id', 'SubscriptionItemRetrieveParams', async (tx, _, { id }) => {
    for (const { data } of await tx.select('subscription')) {
      const item = data.items.data.find((one) => one.id === id);
      if (item) return item;
    }
    throw missing('subscription_item', id);
  }),
];
