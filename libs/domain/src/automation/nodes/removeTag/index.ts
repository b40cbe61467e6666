import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { planRemoveTag } from './plan.js';
import { RemoveTagConfig } from './schema.js';

/** Removes a tag from the person. */
export const removeTag = defineNode({
  kind: 'removeTag',
  family: 'act',
  label: 'Remove tag',
  description: 'Removes a tag from the person.',
  icon: 'tag-off',
  schema: RemoveTagConfig,
  defaults: { tag: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ tag }, names) => `Remove ${named('the tag', names('tag', tag)) ?? 'a tag'}`,
  plan: planRemoveTag,
});
