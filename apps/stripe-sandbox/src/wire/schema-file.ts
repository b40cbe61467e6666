import { readFileSync } from 'node:fs';
import type { Json } from './types.js';

/** The part of JSON Schema that `scripts/schemas.mjs` writes. */
export interface Schema {
  type?: string;
  enum?: Json[];
  anyOf?: Schema[];
  items?: Schema;
  $ref?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

interface SchemaFile {
  /** Definition of each response by its `object`. */
  responses: Record<string, string>;
  /** Definition of each request by the name of the client's type. */
  requests: Record<string, string>;
  $defs: Record<string, Schema>;
}

/** The schemas made from the pinned client's types. */
export const schemas: SchemaFile = JSON.parse(readFileSync(new URL('../../schemas/stripe.json', import.meta.url), 'utf8'));

/** The schema that a reference leads to. */
export const definitionOf = (schema: Schema): Schema =>
  schema.$ref ? (schemas.$defs[schema.$ref.slice('#/$defs/'.length)] ?? {}) : schema;
