import { importLimits } from '@perennial/domain/people';
import { z } from 'zod';
import { EmailAddress, Instant, PersonName, pageOf } from '../../platform/http/schemas.js';
import { TimeZone } from '../../platform/http/time-zone.js';
import { Tag } from '../contacts/contacts.schemas.js';

export const ImportInput = z
  .object({ fileName: z.string().trim().min(1, 'name the file').max(200, 'at most 200 characters') })
  .meta({ id: 'ContactImportInput' });

const ImportRow = z.object({
  line: z
    .int()
    .min(1)
    .max(10_000_000)
    .meta({ description: 'Line of the file, for messages. Sent again, a line changes nothing.' }),
  email: EmailAddress,
  name: PersonName.default(''),
  timeZone: TimeZone.nullable().default(null),
  tags: z.array(Tag).max(importLimits.tags).default([]),
});
export const ImportRowsInput = z
  .object({ rows: z.array(ImportRow).min(1).max(importLimits.rowsPerRequest) })
  .meta({ id: 'ContactImportRowsInput' });

export const ImportResponse = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    state: z.enum(['draft', 'running', 'done', 'cancelled']),
    total: z.int(),
    created: z.int().meta({ description: 'People who were not known.' }),
    known: z.int().meta({ description: 'People who were known: they keep name and time zone, and got the tags.' }),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'ContactImport' });
export type ImportView = z.infer<typeof ImportResponse>;
export const ImportPage = pageOf(ImportResponse, 'ContactImportPage');
