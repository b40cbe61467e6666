import { defineNode } from '../definition.js';
import { portsOfCall } from '../shared/retrying.js';
import { hostOf, planCallUrl } from './plan.js';
import { CallUrlConfig } from './schema.js';
import { checkSecrets } from './secrets.js';

/** Calls another system. */
export const callUrl = defineNode({
  kind: 'callUrl',
  family: 'act',
  label: 'Call a URL',
  description: 'Calls another system and stores the response for later steps.',
  icon: 'world-upload',
  schema: CallUrlConfig,
  defaults: {
    method: 'POST',
    url: '',
    headers: [],
    body: [],
    secrets: [],
    timeoutSeconds: 10,
    retryFor: 'minutes15',
    onFailure: 'park',
  },
  outputs: () => [
    { name: 'status', label: 'Response status', type: 'number' },
    { name: 'body', label: 'Response body', type: 'mixed' },
  ],
  mainPort: 'next',
  ports: portsOfCall,
  summary: ({ method, url }) => `Send a ${method} request to ${hostOf(url)}`,
  plan: planCallUrl,
  check: checkSecrets,
});
