import { newId, randomText } from '../store/ids.js';
import { apiVersion } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { page } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';
import { deleted } from './shared.js';

const checkUrl = (url: string): void => {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', 'url', 'url_invalid');
};

/** Endpoints of webhook endpoints. */
export const webhookEndpointRoutes: readonly Route[] = [
  route(
    'POST',
    '/webhook_endpoints',
    'WebhookEndpointCreateParams',
    async (tx, params) => {
      checkUrl(params.url);
      const secret = `whsec_${randomText(32)}`;
      const entry = tx.add(
        'webhook_endpoint',
        {
          id: newId('webhook_endpoint'),
          object: 'webhook_endpoint',
          api_version: params.api_version ?? apiVersion,
          application: null,
          created: await tx.now(null),
          description: params.description || null,
          enabled_events: params.enabled_events,
          livemode: false,
          metadata: mergeMetadata({}, params.metadata),
          status: 'enabled',
          url: params.url,
        },
        { hidden: { secret } },
      );
      // The only response that contains the secret.
      return { ...entry.data, secret };
    },
    ['connect'],
  ),
  route('GET', '/webhook_endpoints', 'WebhookEndpointListParams', (tx, params) =>
    page(tx, 'webhook_endpoint', '/v1/webhook_endpoints', params),
  ),
  route(
    'GET',
    '/webhook_endpoints/:id',
    'WebhookEndpointRetrieveParams',
    async (tx, _, { id }) => (await tx.get('webhook_endpoint', id)).data,
  ),
  route('POST', '/webhook_endpoints/:id', 'WebhookEndpointUpdateParams', async (tx, params, { id }) => {
    const endpoint = await tx.get('webhook_endpoint', id);
    const { data } = endpoint;
    if (params.url !== undefined) {
      checkUrl(params.url);
      data.url = params.url;
    }
    if (params.enabled_events !== undefined) data.enabled_events = params.enabled_events;
    if (params.description !== undefined) data.description = params.description || null;
    if (params.disabled !== undefined) data.status = params.disabled ? 'disabled' : 'enabled';
    data.metadata = mergeMetadata(data.metadata, params.metadata);
    tx.save(endpoint);
    return data;
  }),
  route('DELETE', '/webhook_endpoints/:id', 'WebhookEndpointDeleteParams', async (tx, _, { id }) => {
    tx.remove(await tx.get('webhook_endpoint', id));
    return deleted(id, 'webhook_endpoint');
  }),
];
