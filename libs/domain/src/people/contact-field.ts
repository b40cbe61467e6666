import { z } from 'zod';
import { comparableText } from '../conditions/comparable.js';
import type { ContactFieldKind } from '../conditions/contact-fields.js';

/** The kinds of fields that a school can add to its contacts. */
export const contactFieldTypes = [
  'text',
  'number',
  'date',
  'choice',
  'choices',
  'boolean',
] as const satisfies readonly ContactFieldKind[];
export type ContactFieldType = (typeof contactFieldTypes)[number];

/** What people call the kinds of fields. */
export const contactFieldTypeLabels: Readonly<Record<ContactFieldType, string>> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  choice: 'Choice',
  choices: 'Multiple choice',
  boolean: 'Yes or no',
};

/** Bounds of fields and their values. */
export const contactFieldLimits = { name: 60, option: 80, options: 50, text: 2000, fields: 100 } as const;

/** Whether values of a kind are chosen from options. */
export const hasOptions = (type: ContactFieldType): boolean => type === 'choice' || type === 'choices';

const FieldName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(contactFieldLimits.name, `Use at most ${contactFieldLimits.name} characters.`);
const Options = z
  .array(
    z
      .string()
      .trim()
      .min(1, 'Enter an option.')
      .max(contactFieldLimits.option, `Use at most ${contactFieldLimits.option} characters.`)
      .regex(/^[^,]+$/, 'An option cannot contain a comma.'),
  )
  .max(contactFieldLimits.options, `Use at most ${contactFieldLimits.options} options.`)
  .refine((options) => new Set(options.map(comparableText)).size === options.length, 'Each option can be listed once.');

/** A field that staff add. */
export const ContactFieldInput = z
  .object({ name: FieldName, type: z.enum(contactFieldTypes), options: Options.default([]) })
  .refine(({ type, options }) => !hasOptions(type) || options.length > 0, {
    path: ['options'],
    error: 'Enter at least one option.',
  })
  .meta({ id: 'ContactFieldInput' });
export type ContactFieldInput = z.output<typeof ContactFieldInput>;

/** What staff change of a field. Its kind stays, because values are stored by it. */
export const ContactFieldChange = z
  .object({ name: FieldName.optional(), options: Options.optional() })
  .meta({ id: 'ContactFieldChange' });
export type ContactFieldChange = z.output<typeof ContactFieldChange>;

/** The value of a field. A date is written as 2027-03-01. */
export type ContactFieldValue = string | number | boolean | readonly string[];

/** A value, or what is wrong with it. An empty value is null and removes what is stored. */
export type FieldReading = { readonly value: ContactFieldValue | null } | { readonly problem: string };

/** A field that a school adds to its contacts. */
export interface ContactFieldDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: ContactFieldType;
  readonly options: readonly string[];
}

type Definition = Pick<ContactFieldDefinition, 'type' | 'options'>;

/** Reads a value of a field as programs, files and forms write it. */
export function readFieldValue(field: Definition, raw: unknown): FieldReading {
  const given = typeof raw === 'string' ? raw.trim() : raw;
  if (given === null || given === undefined || given === '') return { value: null };
  switch (field.type) {
    case 'text':
      // Postgres cannot store every text that JavaScript has.
      if (typeof given !== 'string' || comparableText(given) === null) return { problem: 'Enter text.' };
      return given.length <= contactFieldLimits.text
        ? { value: given }
        : { problem: `Use at most ${contactFieldLimits.text} characters.` };
    case 'number': {
      const number = typeof given === 'string' ? Number(given) : given;
      return typeof number === 'number' && Number.isFinite(number)
        ? { value: number }
        : { problem: 'Enter a number such as 12.5.' };
    }
    case 'date':
      return typeof given === 'string' && z.iso.date().safeParse(given).success
        ? { value: given }
        : { problem: 'Enter a date such as 2027-03-01.' };
    case 'boolean':
      return readBoolean(given);
    case 'choice': {
      const option = optionOf(field, given);
      return option === undefined ? unknownOption(field) : { value: option };
    }
    case 'choices': {
      const list = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : null;
      const chosen = list?.map((one: unknown) => optionOf(field, one)) ?? [undefined];
      if (chosen.includes(undefined)) return unknownOption(field);
      // In the order of the options, each once, so that equal choices are equal values.
      const value = field.options.filter((option) => chosen.includes(option));
      return { value: value.length > 0 ? value : null };
    }
  }
}

function readBoolean(given: unknown): FieldReading {
  if (typeof given === 'boolean') return { value: given };
  const text = comparableText(given);
  if (text === 'yes' || text === 'true' || text === '1') return { value: true };
  return text === 'no' || text === 'false' || text === '0' ? { value: false } : { problem: 'Enter yes or no.' };
}

const optionOf = ({ options }: Definition, given: unknown): string | undefined =>
  options.find((option) => comparableText(option) === comparableText(given));

const unknownOption = ({ options }: Definition): FieldReading => ({ problem: `Choose from: ${options.join(', ')}.` });

/** The values of fields by their IDs or names, as they are stored, or the problem of each that does not fit. */
export function readFieldValues(
  fields: readonly ContactFieldDefinition[],
  raw: Readonly<Record<string, unknown>>,
): { readonly values: ReadonlyMap<string, ContactFieldValue | null>; readonly problems: readonly FieldProblem[] } {
  const values = new Map<string, ContactFieldValue | null>();
  const problems: FieldProblem[] = [];
  for (const [key, given] of Object.entries(raw)) {
    const field = fields.find((one) => one.id === key) ?? fields.find((one) => comparableText(one.name) === comparableText(key));
    const reading = field ? readFieldValue(field, given) : null;
    if (!field || !reading) problems.push({ key, message: 'This contact field does not exist.' });
    else if ('problem' in reading) problems.push({ key, message: `${field.name}: ${reading.problem}` });
    else values.set(field.id, reading.value);
  }
  return { values, problems };
}

/** What is wrong with the value of a field. */
export interface FieldProblem {
  /** The field as it was named. */
  readonly key: string;
  readonly message: string;
}

/** A value as people read it. */
export function fieldValueText(value: ContactFieldValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
