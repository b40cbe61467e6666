import { EmailAddress } from '@perennial/domain/addresses';
import { TimeZone } from '@perennial/domain/calendar';
import { PersonName } from '@perennial/domain/identity';
import { importLimits, Tag } from '@perennial/domain/people';
import { z } from 'zod';
import { Instant, pageOf } from '../../platform/http/schemas.js';
import { FieldValue } from '../contact-fields/contact-fields.schemas.js';

export const ImportInput = z
  .object({ fileName: z.string().trim().min(1, 'name the file').max(200, 'at most 200 characters') })
  .meta({ id: 'ContactImportInput' });
export type ImportInput = z.output<typeof ImportInput>;

const ImportRow = z.object({
  line: z
    .int()
    .min(1)
    .max(10_000_000)
    .meta({ description: 'Line number in the file, for messages. Sending a line again has no effect.' }),
  email: EmailAddress,
  name: PersonName.default(''),
  timeZone: TimeZone.nullable().default(null),
  tags: z.array(Tag).max(importLimits.tags).default([]),
  fields: z
    .record(z.uuid(), FieldValue)
    .default({})
    .meta({ description: 'Values of contact fields by their IDs. They replace those of people who already exist.' }),
});
export const ImportRowsInput = z
  .object({ rows: z.array(ImportRow).min(1).max(importLimits.rowsPerRequest) })
  .meta({ id: 'ContactImportRowsInput' });
export type ImportRowsInput = z.output<typeof ImportRowsInput>;

export const ImportView = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    state: z.enum(['draft', 'running', 'done', 'cancelled']),
    total: z.int(),
    created: z.int().meta({ description: 'People who did not exist yet.' }),
    known: z.int().meta({
      description: 'People who already existed. They keep their name and time zone, and get the tags and the values of fields.',
    }),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'ContactImport' });
export type ImportView = z.output<typeof ImportView>;
export const ImportPage = pageOf(ImportView, 'ContactImportPage');
