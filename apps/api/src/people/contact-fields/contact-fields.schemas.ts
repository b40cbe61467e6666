import { ContactFieldChange, ContactFieldInput, contactFieldTypes } from '@perennial/domain/people';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

export { ContactFieldChange, ContactFieldInput };

export const FieldValue = z.union([z.string().max(5000), z.number(), z.boolean(), z.array(z.string().max(200)).max(100)]);
/** Values by the IDs of their fields; null removes one. */
export const FieldValuesInput = z
  .object({ values: z.record(z.uuid(), FieldValue.nullable()) })
  .meta({ id: 'ContactFieldValuesInput' });
export type FieldValuesInput = z.output<typeof FieldValuesInput>;

export const ContactFieldView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    type: z.enum(contactFieldTypes),
    options: z.array(z.string()),
    people: z.int().meta({ description: 'Contacts who have a value.' }),
    automations: z.int().meta({ description: 'Automations that use it.' }),
    segments: z.int().meta({ description: 'Segments that use it.' }),
    emails: z.int().meta({ description: 'Emails that name it.' }),
    createdAt: Instant,
  })
  .meta({ id: 'ContactField' });
export type ContactFieldView = z.output<typeof ContactFieldView>;
export const ContactFieldList = z.object({ items: z.array(ContactFieldView) }).meta({ id: 'ContactFieldList' });
export type ContactFieldList = z.output<typeof ContactFieldList>;

/** A value with the name of its field, as programs read it. */
export const NamedFieldValue = z.object({ fieldId: z.uuid(), name: z.string(), value: FieldValue });
export type NamedFieldValue = z.output<typeof NamedFieldValue>;

export const FieldValuesView = z
  .object({ values: z.array(z.object({ fieldId: z.uuid(), value: FieldValue })) })
  .meta({ id: 'ContactFieldValues' });
export type FieldValuesView = z.output<typeof FieldValuesView>;
