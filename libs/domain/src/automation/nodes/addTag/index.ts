import { defineNode, nextPort } from '../definition.js';
import { planAddTag } from './plan.js';
import { addTagSchema } from './schema.js';

/** Puts a tag on the person. */
export const addTag = defineNode({
  kind: 'addTag',
  family: 'act',
  label: 'Add tag',
  description: 'Puts a tag on the person.',
  icon: 'tag',
  schema: addTagSchema,
  defaults: { tag: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ tag }) => `Add the tag “${tag}”`,
  plan: planAddTag,
});
