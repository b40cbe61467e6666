import type { NodeOutcome } from '../definition.js';
import type { RevokeAccessConfig } from './schema.js';

/** Revokes a grant. */
export const planRevokeAccess = ({ productId }: RevokeAccessConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'revokeAccess', scope: 'own', productId },
  reason: 'Revokes access to a product.',
});
