import { defineNode, nextPort } from '../definition.js';
import { planRemoveTag } from './plan.js';
import { removeTagSchema } from './schema.js';

/** Removes a tag from the person. */
export const removeTag = defineNode({
  kind: 'removeTag',
  family: 'act',
  label: 'Remove tag',
  description: 'Removes a tag from the person.',
  icon: 'tag-off',
  schema: removeTagSchema,
  defaults: { tag: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ tag }) => `Remove the tag “${tag}”`,
  plan: planRemoveTag,
});
