import { EmailAddress } from '@perennial/domain/addresses';
import { TimeZone } from '@perennial/domain/calendar';
import { PersonName } from '@perennial/domain/identity';
import { z } from 'zod';

/** Something that happened in another system. */
export const ProgramEventInput = z
  .object({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, 'must look like webinar.attended')
      .max(100),
    contact: z.object({ email: EmailAddress, name: PersonName.optional(), timeZone: TimeZone.optional() }),
    properties: z
      .record(
        z.string().regex(/^[A-Za-z]\w{0,63}$/, 'property names may contain only letters, digits and underscores'),
        z.union([z.string().max(2000), z.number(), z.boolean(), z.null()], 'must be text, a number, true, false or null'),
      )
      .refine((properties) => Object.keys(properties).length <= 50, 'at most 50 properties')
      .default({}),
    occurredAt: z.iso.datetime({ offset: true, error: 'must be a time such as 2027-01-31T10:00:00Z' }).optional(),
  })
  .meta({ id: 'ProgramEventInput' });
export type ProgramEventInput = z.output<typeof ProgramEventInput>;

export const ProgramEventResponse = z.object({ id: z.uuid() }).meta({ id: 'ProgramEvent' });
