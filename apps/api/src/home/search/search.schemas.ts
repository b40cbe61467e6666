import { searchKinds } from '@perennial/db';
import { z } from 'zod';

/** What somebody typed. */
export const SearchQuery = z.object({ q: z.string().trim().min(1, 'enter at least one letter').max(200) });

/** What was found, the best of each kind first. */
export const SearchResponse = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(searchKinds),
        id: z.uuid(),
        title: z.string(),
        /** More words to tell it by: the address of a person. */
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SearchResults' });
export type SearchResults = z.infer<typeof SearchResponse>;
