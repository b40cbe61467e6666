import { z } from 'zod';
import { setting } from '../form.js';
import { tagSchema } from '../shared/tag.js';

/** Which tag. */
export const removeTagSchema = z.object({
  tag: setting(tagSchema, { title: 'Tag', control: 'reference', reference: 'tag' }),
});

/** Settings of the step. */
export type RemoveTagConfig = z.output<typeof removeTagSchema>;
