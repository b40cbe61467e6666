import { z } from 'zod';

/** Kinds of records that a form can point to. */
export const lookupKinds = ['automation', 'clock', 'contact', 'course', 'lesson', 'plan', 'product', 'tag', 'template'] as const;
export type LookupKind = (typeof lookupKinds)[number];

export const LookupKindParam = z.enum(lookupKinds);

/** How many records are listed for a search; whoever does not find theirs types more. */
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

/** A record by its name. */
export const LookupResponse = z
  .object({
    items: z.array(
      z.object({
        /** The ID; of a tag, the tag. */
        id: z.string(),
        label: z.string(),
        /** Tells records of the same name apart: the address of a contact, the course of a lesson, or "Archived". */
        detail: z.string().nullable(),
      }),
    ),
    /** There are more; typing more narrows them down. */
    more: z.boolean(),
  })
  .meta({ id: 'Lookup' });
export type Lookup = z.infer<typeof LookupResponse>;
