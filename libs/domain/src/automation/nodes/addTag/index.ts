import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { planAddTag } from './plan.js';
import { AddTagConfig } from './schema.js';

/** Adds a tag to the person. */
export const addTag = defineNode({
  kind: 'addTag',
  family: 'act',
  label: 'Add tag',
  description: 'Adds a tag to the person.',
  icon: 'tag',
  schema: AddTagConfig,
  defaults: { tag: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ tag }, names) => `Add ${named('the tag', names('tag', tag)) ?? 'a tag'}`,
  plan: planAddTag,
});
