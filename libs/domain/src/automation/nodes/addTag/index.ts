import { defineNode, nextPort } from '../definition.js';
import { planAddTag } from './plan.js';
import { addTagSchema } from './schema.js';

/** Adds a tag to the person. */
export const addTag = defineNode({
  kind: 'addTag',
  family: 'act',
  label: 'Add tag',
  description: 'Adds a tag to the person.',
  icon: 'tag',
  schema: addTagSchema,
  defaults: { tag: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ tag }) => `Add the tag “${tag}”`,
  plan: planAddTag,
});
