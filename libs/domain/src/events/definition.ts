import type { z } from 'zod';

/** Headings under which events are listed in the trigger picker. */
export type EventGroup =
  | 'People'
  | 'Sales'
  | 'Trial'
  | 'Payments'
  | 'Membership'
  | 'Access'
  | 'Learning'
  | 'Certificates'
  | 'Integrations'
  | 'Internal';

/** What the product knows about one type of event. Everything that names events derives from these. */
export interface EventDefinition<S extends z.ZodObject = z.ZodObject> {
  /** What people read: "Membership purchased". */
  readonly label: string;
  readonly description: string;
  readonly group: EventGroup;
  /** Shape of `event.data`; each field's `title` is its label in conditions and variables. */
  readonly data: S;
  readonly sample: z.input<S>;
  /** Field names of `data` that hold personal data: erased with the person, never sent to Temporal. */
  readonly personal: readonly string[];
}

/** A definition with its own type. */
export const define = <S extends z.ZodObject>(definition: EventDefinition<S>): EventDefinition<S> => definition;
