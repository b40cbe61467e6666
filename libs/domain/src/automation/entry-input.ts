import { z } from 'zod';

/** How many people one request can name. A segment can be larger. */
export const entryLimits = { contacts: 1000, emails: 10_000 } as const;

/** The people whom staff or a program add to an automation: chosen contacts, addresses, a segment or all contacts. */
export const EntryPeople = z
  .discriminatedUnion('who', [
    z.object({
      who: z.literal('contacts'),
      contactIds: z
        .array(z.uuid())
        .min(1, 'choose at least one person')
        .max(entryLimits.contacts, `at most ${entryLimits.contacts} people; use a segment for more`),
    }),
    z.object({
      who: z.literal('emails'),
      emails: z
        .array(z.string().trim().max(320))
        .min(1, 'enter at least one address')
        .max(entryLimits.emails, `at most ${entryLimits.emails} addresses at a time`),
    }),
    z.object({ who: z.literal('segment'), segmentId: z.uuid('choose a segment') }),
    z.object({ who: z.literal('everyone') }),
  ])
  .meta({ id: 'EntryPeople' });
export type EntryPeople = z.output<typeof EntryPeople>;

/** A request of staff. */
export const EntryInput = z
  .object({
    /** The same for a repeated request, which then adds nobody twice. */
    key: z.string().min(1).max(100),
    people: EntryPeople,
  })
  .meta({ id: 'EntryInput' });
export type EntryInput = z.output<typeof EntryInput>;
