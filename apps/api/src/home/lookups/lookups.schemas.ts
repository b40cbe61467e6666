import { lookupKinds } from '@perennial/domain/search';
import { z } from 'zod';

export const LookupKindParam = z.enum(lookupKinds);
export type LookupKindParam = z.output<typeof LookupKindParam>;

/** Maximum records per search. */
const shown = 20;

const ids = z
  .string()
  .transform((text) => [...new Set(text.split(',').filter((id) => id !== ''))])
  .pipe(z.array(z.string().max(200)).min(1).max(100, 'ask for at most 100 records'));

/** Records that match what was typed, or the records with these IDs. */
export const LookupQuery = z.object({
  q: z.string().trim().max(200).default(''),
  ids: ids.optional(),
  limit: z.coerce.number().int().min(1).max(shown).default(shown),
});
export type LookupQuery = z.output<typeof LookupQuery>;

/** A record by its name. */
export const Lookup = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        /** Distinguishes records with the same name: the address of a contact, the course of a lesson, or "Archived". */
        detail: z.string().nullable(),
      }),
    ),
    /** There are more; typing more narrows them down. */
    more: z.boolean(),
  })
  .meta({ id: 'Lookup' });
export type Lookup = z.output<typeof Lookup>;
