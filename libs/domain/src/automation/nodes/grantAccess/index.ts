import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { planGrantAccess } from './plan.js';
import { GrantAccessConfig } from './schema.js';

/** Grants the person access to a product. */
export const grantAccess = defineNode({
  kind: 'grantAccess',
  family: 'act',
  label: 'Grant access',
  description: 'Gives the person access to a product, permanently or for some days.',
  icon: 'lock-open',
  schema: GrantAccessConfig,
  defaults: { productId: '', days: null },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ productId, days }, names) => {
    const span = days === null ? '' : ` for ${days} ${days === 1 ? 'day' : 'days'}`;
    return `Give access to ${named('', names('product', productId)) ?? 'a product'}${span}`;
  },
  plan: planGrantAccess,
});
