import { consentSources } from '@perennial/domain/identity';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** Where a consent comes from, in words that prove it later. */
export const ConsentNote = z
  .string()
  .trim()
  .min(3, 'enter the source of the decision, such as “sign-up sheet at the open day”')
  .max(300, 'at most 300 characters');

export const ConsentInput = z
  .object({ decision: z.enum(['given', 'withdrawn']), note: ConsentNote })
  .meta({ id: 'ConsentInput' });

/** A consent that another system collected. */
export const ProgramConsent = z.object({
  source: ConsentNote,
  /** When the person agreed. */
  agreedAt: z.iso.datetime({ offset: true }),
});

export const ConsentRecord = z
  .object({
    id: z.uuid(),
    decision: z.enum(['requested', 'given', 'withdrawn']),
    source: z.enum(consentSources),
    note: z.string().nullable(),
    wording: z.string().nullable(),
    staffName: z.string().nullable(),
    decidedAt: Instant,
  })
  .meta({ id: 'ConsentRecord' });
export const ConsentRecords = z.array(ConsentRecord);
export type ConsentRecordView = z.infer<typeof ConsentRecord>;
