import { z } from 'zod';

/** The greatest number of characters of a tag. */
export const longestTag = 80;

/** A tag, for people and in the settings of steps, which show these sentences. Lists of tags are separated by commas. */
export const Tag = z
  .string()
  .trim()
  .min(1, 'Enter a tag.')
  .max(longestTag, `Use at most ${longestTag} characters.`)
  .regex(/^[^,]+$/, 'A tag cannot contain a comma.');

/** What the list of tags can be sorted by. */
export const tagSortColumns = ['name', 'createdAt'] as const;

/** The name of a tag that staff create or rename. */
export const TagInput = z.object({ name: Tag }).meta({ id: 'TagInput' });
export type TagInput = z.output<typeof TagInput>;
