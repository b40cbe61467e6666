import { searchKinds } from '@perennial/domain/search';
import { z } from 'zod';

/** The search text. */
export const SearchQuery = z.object({ q: z.string().trim().min(1, 'enter at least one letter').max(200) });
export type SearchQuery = z.output<typeof SearchQuery>;

/** What was found, the best of each kind first. */
export const SearchResults = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(searchKinds),
        id: z.uuid(),
        title: z.string(),
        /** Distinguishes results with the same name: the address of a person. */
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SearchResults' });
export type SearchResults = z.output<typeof SearchResults>;
