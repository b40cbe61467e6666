import { z } from 'zod';
import { contactFieldLimits } from '../../../people/index.js';
import { setting } from '../form.js';

/** The contact field by its ID, and the value that the person gets. Null removes the value. */
export const SetFieldConfig = z.object({
  field: setting(z.uuid({ error: 'Choose a contact field.' }), {
    title: 'Contact field',
    control: 'reference',
    reference: 'field',
  }),
  value: setting(
    z
      .union([
        z.string().max(contactFieldLimits.text),
        z.number(),
        z.boolean(),
        z.array(z.string().max(contactFieldLimits.option)).max(contactFieldLimits.options),
      ])
      .nullable()
      .default(null),
    { title: 'Value', help: 'Leave it empty to remove the value.', control: 'fieldValue' },
  ),
});
export type SetFieldConfig = z.output<typeof SetFieldConfig>;
