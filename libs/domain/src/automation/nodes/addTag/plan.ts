import type { NodeOutcome } from '../definition.js';
import type { AddTagConfig } from './schema.js';

/** Adds a tag to the person. */
export const planAddTag = ({ tag }: AddTagConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'addTag', scope: 'own', tag },
  reason: 'Adds a tag.',
});
