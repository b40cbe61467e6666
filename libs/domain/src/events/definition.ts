import type { z } from 'zod';
import type { TopicNames } from './topic-names.js';

/** Headings under which events are listed in the trigger picker. */
export type EventGroup =
  | 'People'
  | 'Dates'
  | 'Sales'
  | 'Trial'
  | 'Payments'
  | 'Membership'
  | 'Access'
  | 'Learning'
  | 'Certificates'
  | 'Integrations'
  | 'Internal';

/** Definition of one event type. Everything that lists events derives from these. */
export interface EventDefinition<S extends z.ZodObject = z.ZodObject> {
  /** What people read: "Membership purchased". */
  readonly label: string;
  readonly description: string;
  /** How a sentence names the event: "When a trial is about to end". Internal events have none. */
  readonly clause?: string;
  /** The clause for one value of a field, which then needs no comparison of its own in the sentence. */
  readonly clauseOf?: { readonly field: string; readonly clause: (value: string) => string };
  readonly group: EventGroup;
  /** What open screens reload after the event. */
  readonly topics: TopicNames;
  /**
   * What the event starts or wakes, besides automations: a workflow, or `enrolments`, which may be many. The payload has the ID that the
   * workflow is about. The relay derives its routes.
   */
  readonly wakes?: readonly string[];
  /**
   * The fields that name the only automation, and the only one of its triggers, that the event may start. Without it, the event may start
   * any.
   */
  readonly addressedTo?: { readonly automation: string; readonly trigger?: string };
  /** It only starts automations: no wait, exit rule or goal can name it. */
  readonly onlyStarts?: true;
  /** Shape of `event.data`; each field's `title` is its label in conditions and variables. */
  readonly data: S;
  readonly sample: z.input<S>;
  /** Field names of `data` that hold personal data: erased with the person, never sent to Temporal. */
  readonly personal: readonly string[];
}

/** A definition with its own type. An event that a trigger may name has a clause. */
export const define = <S extends z.ZodObject>(
  definition: EventDefinition<S> & ({ readonly group: 'Internal' } | { readonly clause: string }),
): EventDefinition<S> => definition;
