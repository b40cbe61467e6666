import type { NodeOutcome } from '../definition.js';
import type { AddTagConfig } from './schema.js';

/** Puts a tag on the person. */
export const planAddTag = ({ tag }: AddTagConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'addTag', scope: 'own', tag },
  reason: `Puts on the tag “${tag}”.`,
});
