import { defineNode, nextPort } from '../definition.js';
import { planRemoveTag } from './plan.js';
import { removeTagSchema } from './schema.js';

/** Takes a tag off the person. */
export const removeTag = defineNode({
  kind: 'removeTag',
  family: 'act',
  label: 'Remove tag',
  description: 'Takes a tag off the person.',
  icon: 'tag-off',
  schema: removeTagSchema,
  defaults: { tag: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ tag }) => `Remove the tag “${tag}”`,
  plan: planRemoveTag,
});
