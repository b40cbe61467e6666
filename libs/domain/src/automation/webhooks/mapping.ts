import { z } from 'zod';
import { parseEmailAddress } from '../../addresses/index.js';
import { PersonName } from '../../identity/index.js';
import { bodyPathLimits, valueAtPath } from './body-path.js';

/** How much of a body becomes data of the event. */
export const webhookLimits = { fields: 20, text: 2000 } as const;

/** Path of a field in a body: `data.customer.email`. */
export const BodyPath = z
  .string()
  .trim()
  .max(bodyPathLimits.characters, `Use at most ${bodyPathLimits.characters} characters.`)
  .refine((path) => path.split('.').length <= bodyPathLimits.parts, `Use at most ${bodyPathLimits.parts} parts.`);

const dataName = /^[A-Za-z]\w{0,63}$/;

/** A name for the data at a path: `sku` for `items.0.sku`. */
export function dataNameFor(path: string): string {
  const named = path.split('.').filter((part) => !/^\d+$/.test(part));
  const name = (named.at(-1) ?? '')
    .replace(/\W+/g, '_')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 64)
    .replace(/_$/, '');
  return name === '' ? 'value' : name;
}

/** A field of the body that becomes data of the event. */
export const WebhookField = z.object({
  path: BodyPath.min(1, 'Choose a field of the body.'),
  name: z.string().regex(dataName, { error: 'Begin the name with a letter, and use only letters, digits and underscores.' }),
});
export type WebhookField = z.output<typeof WebhookField>;

const emailByDefault = 'email';

/** Where the body of a webhook has what the event needs. */
const WebhookMapping = z.object({
  eventType: z.literal('webhook.received'),
  emailPath: BodyPath.min(1).catch(emailByDefault),
  namePath: BodyPath.nullable().catch(null),
  deliveryPath: BodyPath.nullable().catch(null),
  fields: z
    .array(z.unknown())
    .catch([])
    .transform((fields) => fields.flatMap((field) => WebhookField.safeParse(field).data ?? []).slice(0, webhookLimits.fields)),
});
export type WebhookMapping = z.output<typeof WebhookMapping>;

/**
 * The mapping in the settings of a step; null if the step does not start on a webhook. A draft may be incomplete: what is not valid
 * has its default.
 */
export const webhookMappingOf = (config: unknown): WebhookMapping | null => WebhookMapping.safeParse(config).data ?? null;

/** What a delivery says about a person. */
export interface MappedDelivery {
  /** As contacts have it. */
  readonly email: string;
  readonly name: string | null;
  /** What the sender calls the delivery, if the mapping says where. */
  readonly deliveryId: string | null;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
  /** Sentences about what is missing, or was left out. */
  readonly notes: readonly string[];
}

/** Why a delivery cannot be used, and the field that it is about. */
export interface UnusableDelivery {
  readonly path: string;
  readonly problem: string;
}

/** Reads a body as the mapping says. Only the email address is necessary. */
export function mapDelivery(mapping: WebhookMapping, body: unknown): MappedDelivery | UnusableDelivery {
  const path = mapping.emailPath;
  const written = valueAtPath(body, path);
  if (written === undefined || written === null || written === '')
    return { path, problem: `The body has no email address at “${path}”.` };
  const parsed = typeof written === 'string' ? parseEmailAddress(written) : null;
  if (!parsed?.ok) return { path, problem: `The value at “${path}” is not a valid email address.` };
  const notes: string[] = [];
  const name = nameAt(mapping.namePath, body, notes);
  const data = mapping.fields.flatMap((field) => {
    const value = dataAt(field.path, body, notes);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return {
    email: parsed.address,
    name,
    deliveryId: idAt(mapping.deliveryPath, body),
    properties: Object.fromEntries(data),
    notes,
  };
}

function nameAt(path: string | null, body: unknown, notes: string[]): string | null {
  if (!path) return null;
  const value = valueAtPath(body, path);
  if (value === undefined || value === null) return null;
  const name = PersonName.safeParse(value);
  if (!name.success) notes.push(`The value at “${path}” cannot be a name and was left out.`);
  return name.data || null;
}

function idAt(path: string | null, body: unknown): string | null {
  const value = path ? valueAtPath(body, path) : undefined;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;
}

function dataAt(path: string, body: unknown, notes: string[]): string | number | boolean | null | undefined {
  const value = valueAtPath(body, path);
  if (value === undefined) notes.push(`The body has nothing at “${path}”.`);
  else if (value === null || typeof value === 'boolean') return value;
  // JSON allows numbers that are too large to be stored.
  else if (typeof value === 'number' && Number.isFinite(value)) return value;
  else if (typeof value === 'string') {
    if (value.length <= webhookLimits.text) return value;
    notes.push(`The text at “${path}” was shortened to ${webhookLimits.text} characters.`);
    return shortened(value, webhookLimits.text);
  } else notes.push(`The value at “${path}” is not a text, a number, or a yes or no, and was left out.`);
  return undefined;
}

/** The first characters of a text, without half of a pair that makes one character: Postgres cannot store it. */
export const shortened = (text: string, length: number): string => text.slice(0, length).replace(/\p{Surrogate}$/u, '');
