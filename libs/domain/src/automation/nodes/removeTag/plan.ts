import type { NodeOutcome } from '../definition.js';
import type { RemoveTagConfig } from './schema.js';

/** Takes a tag off the person. */
export const planRemoveTag = ({ tag }: RemoveTagConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'removeTag', scope: 'own', tag },
  reason: `Takes off the tag “${tag}”.`,
});
