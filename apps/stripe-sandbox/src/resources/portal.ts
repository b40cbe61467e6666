import type { Entry } from '../store/entry.js';
import { newId, randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid, unsupported } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata, unset } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';
import type { Kinds } from '../wire/types.js';

type Configuration = Kinds['billing_portal.configuration'];

async function newConfiguration(
  tx: Tx,
  params: RequestTypes['BillingPortal.ConfigurationCreateParams'],
): Promise<Entry<'billing_portal.configuration'>> {
  const now = await tx.now(null);
  const others = await tx.select('billing_portal.configuration', [], { limit: 1 });
  const { features } = params;
  const data: Configuration = {
    id: newId('billing_portal.configuration'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: params.business_profile?.headline || null,
      privacy_policy_url: params.business_profile?.privacy_policy_url ?? null,
      terms_of_service_url: params.business_profile?.terms_of_service_url ?? null,
    },
    created: now,
    default_return_url: params.default_return_url || null,
    features: {
      customer_update: {
        allowed_updates: features.customer_update?.allowed_updates || [],
        enabled: features.customer_update?.enabled ?? false,
      },
      invoice_history: { enabled: features.invoice_history?.enabled ?? false },
      payment_method_update: { enabled: features.payment_method_update?.enabled ?? false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: {
          enabled: features.subscription_cancel?.cancellation_reason?.enabled ?? false,
          feedback_options: null,
          options: features.subscription_cancel?.cancellation_reason?.options || [],
        },
        enabled: features.subscription_cancel?.enabled ?? false,
        mode: features.subscription_cancel?.mode ?? 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: others.length === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, params.metadata),
    name: params.name || null,
    updated: now,
  };
  const entry = tx.add('billing_portal.configuration', data);
  await tx.emit('billing_portal.configuration.created', entry);
  return entry;
}

async function createSession(tx: Tx, params: RequestTypes['BillingPortal.SessionCreateParams']): Promise<object> {
  if (!params.customer) throw invalid('Missing required param: customer.', 'customer', 'parameter_missing');
  const customer = await tx.get('customer', params.customer, 'customer');
  const configuration = params.configuration
    ? await tx.get('billing_portal.configuration', params.configuration, 'configuration')
    : ((await tx.select('billing_portal.configuration', filtersOf({ is_default: true })))[0] ??
      (await newConfiguration(tx, {
        features: {
          invoice_history: { enabled: true },
          payment_method_update: { enabled: true },
          subscription_cancel: { enabled: true },
        },
      })));
  const flow = params.flow_data;
  if (flow && flow.type !== 'payment_method_update' && flow.type !== 'subscription_cancel')
    throw unsupported(`flow_data[type]=${flow.type}`);
  const subscription = flow?.subscription_cancel?.subscription;
  if (subscription) await tx.get('subscription', subscription, 'flow_data[subscription_cancel][subscription]');
  if (flow?.type === 'subscription_cancel' && !subscription)
    throw invalid(
      'Missing required param: flow_data[subscription_cancel].',
      'flow_data[subscription_cancel]',
      'parameter_missing',
    );
  const after = flow?.after_completion?.type === 'redirect' ? flow.after_completion.redirect?.return_url : undefined;
  const secret = `test_${randomText(32)}`;
  const id = newId('billing_portal.session');
  const entry = tx.add(
    'billing_portal.session',
    {
      id,
      object: 'billing_portal.session',
      configuration: configuration.id,
      created: await tx.now(null),
      customer: customer.id,
      customer_account: null,
      flow: flow
        ? {
            after_completion: {
              hosted_confirmation: null,
              redirect: after ? { return_url: after } : null,
              type: after ? 'redirect' : 'portal_homepage',
            },
            customer_update: null,
            subscription_cancel: subscription ? { retention: null, subscription } : null,
            subscription_pause: null,
            subscription_update: null,
            subscription_update_confirm: null,
            type: flow.type,
          }
        : null,
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: params.return_url ?? configuration.data.default_return_url,
      url: `${tx.origin.baseUrl}/p/session/${tx.account}/${secret}`,
    },
    {
      hidden: {
        secret,
        ...(flow && { flow: flow.type }),
        ...(subscription && { subscription }),
        ...(after && { after }),
        expires: Math.floor(Date.now() / 1000) + 3_600,
      },
    },
  );
  await tx.emit('billing_portal.session.created', entry);
  return entry.data;
}

/** Endpoints of the billing portal. */
export const portalRoutes: readonly Route[] = [
  route(
    'POST',
    '/billing_portal/configurations',
    'BillingPortal.ConfigurationCreateParams',
    async (tx, params) => (await newConfiguration(tx, params)).data,
  ),
  route('GET', '/billing_portal/configurations', 'BillingPortal.ConfigurationListParams', (tx, params) =>
    page(
      tx,
      'billing_portal.configuration',
      '/v1/billing_portal/configurations',
      params,
      filtersOf({ active: params.active, is_default: params.is_default }),
    ),
  ),
  route(
    'GET',
    '/billing_portal/configurations/:id',
    'BillingPortal.ConfigurationRetrieveParams',
    async (tx, _, { id }) => (await tx.get('billing_portal.configuration', id)).data,
  ),
  route(
    'POST',
    '/billing_portal/configurations/:id',
    'BillingPortal.ConfigurationUpdateParams',
    async (tx, params, { id }) => {
      const entry = await tx.get('billing_portal.configuration', id);
      const { data } = entry;
      if (params.active !== undefined) data.active = params.active;
      if (params.default_return_url !== undefined) data.default_return_url = unset(params.default_return_url);
      if (params.business_profile?.headline !== undefined)
        data.business_profile.headline = unset(params.business_profile.headline);
      const { features } = params;
      if (features?.payment_method_update) data.features.payment_method_update.enabled = features.payment_method_update.enabled;
      if (features?.invoice_history) data.features.invoice_history.enabled = features.invoice_history.enabled;
      if (features?.subscription_cancel)
        Object.assign(data.features.subscription_cancel, {
          enabled: features.subscription_cancel.enabled ?? data.features.subscription_cancel.enabled,
          mode: features.subscription_cancel.mode ?? data.features.subscription_cancel.mode,
        });
      data.metadata = mergeMetadata(data.metadata ?? {}, params.metadata);
      data.updated = await tx.now(null);
      await tx.change('billing_portal.configuration.updated', entry);
      return data;
    },
    ['login_page'],
  ),
  route('POST', '/billing_portal/sessions', 'BillingPortal.SessionCreateParams', createSession, [
    'on_behalf_of',
    'customer_account',
  ]),
];
