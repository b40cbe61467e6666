import type { NodeOutcome } from '../definition.js';
import type { RemoveTagConfig } from './schema.js';

/** Removes a tag from the person. */
export const planRemoveTag = ({ tag }: RemoveTagConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'removeTag', scope: 'own', tag },
  reason: 'Removes a tag.',
});
