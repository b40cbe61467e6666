import { TagInput, tagSortColumns } from '@perennial/domain/people';
import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../../platform/http/schemas.js';

export { TagInput };
export const TagQuery = listQuery(tagSortColumns);
export type TagQuery = z.output<typeof TagQuery>;
export const TagMerge = z.object({ intoId: z.uuid('choose a tag') }).meta({ id: 'TagMerge' });
export type TagMerge = z.output<typeof TagMerge>;

const tag = z.object({
  id: z.uuid(),
  name: z.string(),
  people: z.int().meta({ description: 'Contacts who have it.' }),
  createdAt: Instant,
});
export const TagView = tag
  .extend({
    automations: z.int().meta({ description: 'Automations that use it, in their draft or for people in them.' }),
    segments: z.int().meta({ description: 'Segments that use it.' }),
  })
  .meta({ id: 'Tag' });
export type TagView = z.output<typeof TagView>;
export const TagPage = pageOf(TagView, 'TagPage');
export const TagDetailView = tag
  .extend({
    automations: z.array(z.object({ id: z.uuid(), name: z.string() })),
    segments: z.array(z.object({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'TagDetail' });
export type TagDetailView = z.output<typeof TagDetailView>;
