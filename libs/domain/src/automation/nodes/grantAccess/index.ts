import { defineNode, nextPort } from '../definition.js';
import { planGrantAccess } from './plan.js';
import { grantAccessSchema } from './schema.js';

/** Opens a product for the person. */
export const grantAccess = defineNode({
  kind: 'grantAccess',
  family: 'act',
  label: 'Grant access',
  description: 'Gives the person access to a product, permanently or for some days.',
  icon: 'lock-open',
  schema: grantAccessSchema,
  defaults: { productId: '', days: null },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ productId, days }, names) => {
    const span = days === null ? '' : ` for ${days} ${days === 1 ? 'day' : 'days'}`;
    return `Open “${names('product', productId) ?? 'a product'}”${span}`;
  },
  plan: planGrantAccess,
});
