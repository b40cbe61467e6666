import type { NodeOutcome } from '../definition.js';
import type { CallUrlConfig } from './schema.js';

/** Calls the address. The status and body of the response are kept for later steps. */
export const planCallUrl = ({ method, url, headers, body, secrets, timeoutSeconds, retryFor }: CallUrlConfig): NodeOutcome => ({
  kind: 'act',
  effect: {
    kind: 'callUrl',
    scope: 'external',
    method,
    url,
    headers,
    body: method === 'GET' ? [] : body,
    secrets,
    timeoutSeconds,
    ...(retryFor !== 'briefly' && { retryFor }),
  },
  reason: `Calls ${hostOf(url)}.`,
});

/** The host of an address. The rest may contain secrets or personal data. */
export const hostOf = (url: string): string => url.split('/')[2]?.split(/[?#]/)[0] ?? url;
