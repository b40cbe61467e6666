import { readFileSync } from 'node:fs';

/** The part of a JSON schema that specs look at. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** A parameter of an operation. */
export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly schema: Schema;
}

/** One operation of `openapi.json`. */
export interface Operation {
  /** `POST /api/admin/contacts/{id}/grants` */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly who: 'staff' | 'member' | 'apiKey' | 'nobody';
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

interface Described {
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: Schema } } };
}

const document: {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
} = JSON.parse(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8'));

/** Every operation of the API. A spec that visits them states a minimum, because an empty loop proves nothing. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase() as Operation['method'],
    path,
    who: (Object.keys(described.security?.[0] ?? {})[0] ?? 'nobody') as Operation['who'],
    parameters: described.parameters ?? [],
    body: described.requestBody?.content['application/json']?.schema ?? null,
  })),
);

/** A schema without its references, and the one that is meant where several would do. */
export function plain(schema: Schema): Schema {
  if (schema.$ref) return plain(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const first = (schema.allOf ?? schema.anyOf ?? schema.oneOf)?.[0];
  return first ? { ...plain(first), ...(schema.nullable && { nullable: true }) } : schema;
}

const byName: Readonly<Record<string, unknown>> = {
  timeZone: 'Europe/Berlin',
  currency: 'eur',
  slug: 'all-year',
  eventType: 'contact.signed_up',
  secretKey: 'sk_test_spec',
  supportEmail: 'help@kiln.example',
};
let people = 0;

/** A value that fits a schema well enough to get past the check of the input. */
export function sample(asked: Schema, name = ''): unknown {
  const schema = plain(asked);
  if (name in byName) return byName[name];
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((key) => [key, sample(schema.properties?.[key] ?? {}, key)]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'string':
      return text(schema);
    default:
      return {};
  }
}

function text({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid') return '019d0000-0000-7000-8000-000000000000';
  if (format === 'email') return `sample${people++}@kiln.example`;
  if (format === 'date-time') return '2027-01-31T10:00:00Z';
  if (format === 'uri') return 'https://kiln.example/chat';
  if (pattern?.startsWith('^#')) return '#224466';
  if (pattern?.startsWith('^[a-z]')) return 'webinar.attended';
  return 'x'.repeat(Math.max(minLength, 1));
}

/** An invalid value, and whether validation must reject it. Otherwise it may be accepted, but must not break anything. */
export interface Spoilt {
  readonly what: string;
  readonly value: unknown;
  readonly refused: boolean;
}

/** What a field of a schema must not be, and what it may be at its edges. */
export function spoilt(asked: Schema): Spoilt[] {
  const schema = plain(asked);
  const wrongType = (values: Readonly<Record<string, unknown>>): Spoilt[] =>
    Object.entries(values)
      .filter(([type]) => type !== schema.type && !(type === 'null' && schema.nullable))
      .map(([type, value]) => ({
        what: `of type ${type}`,
        value,
        refused: schema.type !== undefined && !asked.anyOf && !asked.oneOf,
      }));
  const types = { null: null, boolean: true, number: 12.5, string: 'text', object: { a: 1 }, array: [[]] };
  if (schema.type === 'string')
    return [
      ...wrongType(types),
      { what: 'with a NUL', value: 'a\u0000b', refused: true },
      { what: 'with half a character', value: 'a\ud800b', refused: true },
      { what: 'of 300,000 characters', value: 'x'.repeat(300_000), refused: schema.maxLength !== undefined },
      { what: 'one too long', value: 'x'.repeat((schema.maxLength ?? 0) + 1), refused: schema.maxLength !== undefined },
      { what: 'empty', value: '', refused: (schema.minLength ?? 0) > 0 },
      { what: 'in the year 0', value: '0000-01-01T00:00:00Z', refused: false },
      { what: 'in the year 9999', value: '9999-12-31T23:59:59.999Z', refused: false },
      ...(schema.enum ? [{ what: 'outside the choice', value: 'nonsense', refused: true }] : []),
    ];
  if (schema.type === 'integer' || schema.type === 'number') {
    const { number: _, ...others } = types;
    return [
      ...wrongType({ ...others, ...(schema.type === 'integer' && { fraction: 1.5 }) }),
      { what: 'far too large', value: 1e21, refused: schema.type === 'integer' || schema.maximum !== undefined },
      { what: 'far too small', value: -1e21, refused: schema.type === 'integer' || schema.minimum !== undefined },
      { what: 'below the least', value: (schema.minimum ?? 0) - 1, refused: schema.minimum !== undefined },
      { what: 'above the most', value: (schema.maximum ?? 0) + 1, refused: schema.maximum !== undefined },
      { what: 'the most', value: schema.maximum ?? 0, refused: false },
    ];
  }
  if (schema.type === 'array')
    return [
      ...wrongType(types),
      { what: 'of strange things', value: [null, 'a\u0000', { a: [] }], refused: true },
      { what: 'of 5,000 things', value: Array.from({ length: 5000 }, () => sample(schema.items ?? {})), refused: false },
    ];
  return wrongType(types);
}
