import { z } from 'zod';
import { type EventType, eventCatalogue } from '../events/catalogue.js';
import type { ReferenceKind } from '../events/fields.js';
import type { ValueType } from './operators.js';

/** One field of an event's payload, derived from the catalogue. */
export interface EventField {
  readonly name: string;
  readonly label: string;
  readonly type: ValueType | 'map';
  readonly reference?: ReferenceKind;
  readonly options?: readonly string[];
}

const cache = new Map<EventType, readonly EventField[]>();

/** The fields of an event's payload, in the catalogue's order. */
export function eventFields(type: EventType): readonly EventField[] {
  const known = cache.get(type);
  if (known) return known;
  const fields = Object.entries(eventCatalogue[type].data.shape).map(([name, schema]) => describeField(name, schema));
  cache.set(type, fields);
  return fields;
}

/** One field of an event's payload. */
export const eventField = (type: EventType, name: string): EventField | undefined =>
  eventFields(type).find((field) => field.name === name);

function describeField(name: string, schema: z.core.$ZodType): EventField {
  const inner = schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const meta = { ...z.globalRegistry.get(inner), ...z.globalRegistry.get(schema) };
  const reference = meta.reference as ReferenceKind | undefined;
  const options = inner instanceof z.ZodEnum ? inner.options.map(String) : undefined;
  return {
    name,
    label: meta.title ?? name,
    type: reference ? 'reference' : valueType(inner, meta.format),
    ...(reference && { reference }),
    ...(options && { options }),
  };
}

function valueType(schema: z.core.$ZodType, format: unknown): ValueType | 'map' {
  if (format === 'money' || format === 'instant') return format;
  if (schema instanceof z.ZodEnum) return 'choice';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodArray) return 'list';
  return schema instanceof z.ZodRecord ? 'map' : 'text';
}
