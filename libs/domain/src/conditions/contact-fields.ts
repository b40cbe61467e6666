import type { ValueType } from './operators.js';
import { own } from './own.js';

/** The types of the fields that a school adds to its contacts, with the kind of value that conditions compare. */
export const contactFieldKinds = {
  text: 'text',
  number: 'number',
  date: 'date',
  choice: 'choice',
  choices: 'list',
  boolean: 'boolean',
} as const satisfies Readonly<Record<string, ValueType>>;

/** A type of {@link contactFieldKinds}. */
export type ContactFieldKind = keyof typeof contactFieldKinds;

/** A field that the school adds to its contacts, where its definition is known. */
export interface KnownContactField {
  readonly id: string;
  readonly name: string;
  readonly type: ContactFieldKind;
  readonly options: readonly string[];
}

/** A field of the school with the value of one person; null without one. */
export interface ContactFieldFact {
  readonly name: string;
  readonly value: unknown;
}

/** Name of the field in conditions. It includes the type, so that nothing needs the definition to compare the value. */
export const contactFieldName = ({ id, type }: Pick<KnownContactField, 'id' | 'type'>): string => `field.${id}.${type}`;

const ofContactField = { label: 'Contact field', group: 'Person', argument: 'field', unlisted: true } as const;

/** The fields of contacts, by type. A form lists those of the school instead. */
export const contactFieldDrafts = [
  { ...ofContactField, field: 'field.*.text', type: contactFieldKinds.text },
  { ...ofContactField, field: 'field.*.number', type: contactFieldKinds.number },
  { ...ofContactField, field: 'field.*.date', type: contactFieldKinds.date },
  { ...ofContactField, field: 'field.*.choice', type: contactFieldKinds.choice },
  { ...ofContactField, field: 'field.*.choices', type: contactFieldKinds.choices },
  { ...ofContactField, field: 'field.*.boolean', type: contactFieldKinds.boolean },
] as const;

/** A value of a person; null if it does not have the type that the condition names. */
export function readContactField(
  fields: Readonly<Record<string, ContactFieldFact>> | undefined,
  id: string,
  type: string,
): unknown {
  const value = own(own(fields, id), 'value');
  switch (type) {
    case 'number':
    case 'boolean':
      return typeof value === type ? value : null;
    case 'choices':
      return Array.isArray(value) ? value : null;
    default:
      return typeof value === 'string' ? value : null;
  }
}
