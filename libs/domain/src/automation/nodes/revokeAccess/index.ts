import { defineNode, nextPort } from '../definition.js';
import { planRevokeAccess } from './plan.js';
import { revokeAccessSchema } from './schema.js';

/** Takes a granted product back. */
export const revokeAccess = defineNode({
  kind: 'revokeAccess',
  family: 'act',
  label: 'Revoke access',
  description: 'Revokes access that was granted to a product.',
  icon: 'lock',
  schema: revokeAccessSchema,
  defaults: { productId: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ productId }, names) => `Revoke access to “${names('product', productId) ?? 'a product'}”`,
  plan: planRevokeAccess,
});
