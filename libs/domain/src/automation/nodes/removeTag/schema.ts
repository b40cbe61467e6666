import { z } from 'zod';
import { setting } from '../form.js';

/** Which tag, by its ID. */
export const RemoveTagConfig = z.object({
  tag: setting(z.uuid({ error: 'Choose a tag.' }), { title: 'Tag', control: 'reference', reference: 'tag' }),
});
export type RemoveTagConfig = z.output<typeof RemoveTagConfig>;
