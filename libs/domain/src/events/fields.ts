import { z } from 'zod';

/** Kinds of records an event field can point to; the trigger and condition forms show a picker for them. */
export type ReferenceKind =
  | 'plan'
  | 'membership'
  | 'product'
  | 'course'
  | 'lesson'
  | 'certificate'
  | 'tag'
  | 'field'
  | 'segment'
  | 'contact'
  | 'automation'
  | 'step'
  | 'clock';

/** A uuid of another record. `title` is the label people read. */
export const reference = (kind: ReferenceKind, title: string) => z.uuid().meta({ title, reference: kind });

/** Text shown to people, such as a plan's title. */
export const text = (title: string) => z.string().meta({ title });

/** Amount in the currency's minor unit (cents for EUR, whole yen for JPY). */
export const minorUnits = (title: string) => z.number().int().meta({ title, format: 'money' });

/** ISO 4217 code in lower case, as Stripe writes it. */
export const currency = () =>
  z
    .string()
    .regex(/^[a-z]{3}$/)
    .meta({ title: 'Currency' });

/** An instant in ISO 8601 with offset or Z. */
export const instant = (title: string) => z.iso.datetime({ offset: true }).meta({ title, format: 'instant' });

/** A whole number such as days left. */
export const count = (title: string) => z.number().int().min(0).meta({ title });
