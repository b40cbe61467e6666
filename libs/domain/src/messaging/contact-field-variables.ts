import { formatDay, readDate } from '../calendar/index.js';

/** A field that the school adds to its contacts, as emails name it. */
export interface MailField {
  readonly id: string;
  readonly name: string;
  /** `text`, `number`, `date`, `choice`, `choices` or `boolean`. */
  readonly type: string;
}

/** The value of a field in an email: a number, or a text as people write it. */
export type MailFieldValue = string | number;

/** The variable of a field. It has the ID, so that a rename changes no email. */
export const fieldVariable = (id: string): string => `contact.fields.${id}`;

/** A stored value for an email; undefined if there is none, so that `if` and `default` work. */
export function mailFieldValue(type: string, value: unknown): MailFieldValue | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join(', ') : undefined;
  if (typeof value !== 'string' || value === '') return undefined;
  return type === 'date' && readDate(value) !== null ? formatDay(value) : value;
}

const samples: Readonly<Record<string, MailFieldValue>> = { number: 7, date: '1 Mar 2027', boolean: 'yes' };

/** An invented value of a field, for previews. */
export const sampleFieldValue = ({ name, type }: MailField): MailFieldValue => samples[type] ?? name;
