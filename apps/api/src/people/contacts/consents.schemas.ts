import { consentSources } from '@perennial/domain/identity';
import { ConsentNote } from '@perennial/domain/people';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** A consent that another system collected. */
export const ProgramConsent = z.object({
  source: ConsentNote,
  /** When the person agreed. */
  agreedAt: z.iso.datetime({ offset: true }),
});
export type ProgramConsent = z.output<typeof ProgramConsent>;

export const ConsentRecordView = z
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
export const ConsentRecords = z.array(ConsentRecordView);
export type ConsentRecordView = z.output<typeof ConsentRecordView>;
