import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { planRevokeAccess } from './plan.js';
import { RevokeAccessConfig } from './schema.js';

/** Revokes a grant of a product. */
export const revokeAccess = defineNode({
  kind: 'revokeAccess',
  family: 'act',
  label: 'Revoke access',
  description: 'Revokes access that was granted to a product.',
  icon: 'lock',
  schema: RevokeAccessConfig,
  defaults: { productId: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ productId }, names) => `Revoke access to ${named('', names('product', productId)) ?? 'a product'}`,
  plan: planRevokeAccess,
});
