import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { invalid } from './errors.js';
import { isObject } from './form.js';
import type { RequestTypes } from './requests.js';
import type { Json, JsonObject } from './types.js';

interface Schema {
  type?: string;
  enum?: Json[];
  anyOf?: Schema[];
  items?: Schema;
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
}
interface SchemaFile {
  responses: Record<string, string>;
  requests: Record<string, string>;
  $defs: Record<string, Schema>;
}

const file: SchemaFile = JSON.parse(readFileSync(new URL('../../schemas/stripe.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true, inlineRefs: false, validateSchema: false, code: { optimize: false } });
ajv.addSchema({ $id: 'stripe', $defs: file.$defs });

const compiled = new Map<string, ValidateFunction<unknown>>();
function validator(definition: string): ValidateFunction<unknown> {
  const known = compiled.get(definition);
  if (known) return known;
  const fresh = ajv.compile<unknown>({ $ref: `stripe#/$defs/${definition}` });
  compiled.set(definition, fresh);
  return fresh;
}

const resolve = (schema: Schema): Schema => (schema.$ref ? (file.$defs[schema.$ref.slice('#/$defs/'.length)] ?? {}) : schema);

/** Turns the strings of a form into the numbers, booleans and unset values that the schema asks for. */
export function coerce(value: Json, given: Schema): Json {
  const schema = resolve(given);
  const branches = (schema.anyOf ?? [schema]).map(resolve);
  if (typeof value === 'string') return coerceText(value, branches);
  if (Array.isArray(value)) {
    const items = branches.find((branch) => branch.type === 'array')?.items;
    return items ? value.map((item) => coerce(item, items)) : value;
  }
  if (!isObject(value)) return value;
  const candidates = branches.filter((branch) => branch.type === 'object');
  const branch = candidates.find((one) => Object.keys(value).every((key) => key in (one.properties ?? {}))) ?? candidates[0];
  if (!branch) return value;
  const result: JsonObject = {};
  for (const [key, part] of Object.entries(value)) {
    const property =
      branch.properties?.[key] ?? (typeof branch.additionalProperties === 'object' ? branch.additionalProperties : undefined);
    result[key] = property && part !== undefined ? coerce(part, property) : part;
  }
  return result;
}

function coerceText(text: string, branches: readonly Schema[]): Json {
  if (branches.some((branch) => branch.type === 'string' || branch.enum?.includes(text))) return text;
  if (branches.some((branch) => branch.type === 'boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (
    text !== '' &&
    branches.some((branch) => branch.type === 'number' || branch.enum?.includes(Number(text))) &&
    /^-?\d+(\.\d+)?$/.test(text)
  ) {
    return Number(text);
  }
  // The form cannot say "empty list"; the client sends the empty string.
  if (text === '' && branches.some((branch) => branch.type === 'array')) return [];
  return text;
}

/**
 * Checks parameters against the client's own type of this name.
 * @throws {StripeError} 400 `parameter_unknown`, `parameter_missing`, or what is wrong with the value
 */
export function checkRequest<Name extends keyof RequestTypes>(name: Name, raw: JsonObject): RequestTypes[Name] {
  const definition = file.requests[name];
  if (!definition) throw new Error(`no request schema ${name}`);
  const schema = { $ref: `#/$defs/${definition}` };
  const validate = validator(definition);
  // The schema is made from this very type.
  const fits = (given: unknown): given is RequestTypes[Name] => validate(given);
  const value: unknown = coerce(raw, schema);
  if (fits(value)) return value;
  throw problemOf(validate.errors ?? []);
}

const formName = (pointer: string): string => {
  const [first = '', ...rest] = pointer.split('/').slice(1);
  return first + rest.map((key) => `[${key}]`).join('');
};

function problemOf(errors: readonly ErrorObject[]): Error {
  const within = (error: ErrorObject, key: string) => formName(`${error.instancePath}/${key}`);
  const unknown = errors.find((error) => error.keyword === 'additionalProperties');
  if (unknown) {
    const name = within(unknown, String(unknown.params.additionalProperty));
    return invalid(`Received unknown parameter: ${name}`, name, 'parameter_unknown');
  }
  const absent = errors.find((error) => error.keyword === 'required');
  if (absent) {
    const name = within(absent, String(absent.params.missingProperty));
    return invalid(`Missing required param: ${name}.`, name, 'parameter_missing');
  }
  const wrong =
    [...errors].sort((a, b) => b.instancePath.length - a.instancePath.length).find((error) => error.keyword !== 'anyOf') ??
    errors[0];
  const name = formName(wrong?.instancePath ?? '');
  if (wrong?.keyword === 'enum' && Array.isArray(wrong.params.allowedValues)) {
    return invalid(`Invalid ${name}: must be one of ${wrong.params.allowedValues.join(', ')}`, name);
  }
  if (wrong?.params.type === 'number') return invalid(`Invalid integer: ${name}`, name, 'parameter_invalid_integer');
  return invalid(`Invalid ${name}: ${wrong?.message ?? 'wrong value'}`, name);
}

/** What is wrong with a response, or undefined. Lists are checked item by item. */
export function responseProblem(body: unknown): string | undefined {
  if (!isObject(body)) return 'not an object';
  if (body.object === 'list' && Array.isArray(body.data)) {
    for (const item of body.data) {
      const problem = responseProblem(item);
      if (problem) return problem;
    }
    return undefined;
  }
  const key = body.deleted === true ? `deleted:${String(body.object)}` : String(body.object);
  const definition = file.responses[key];
  if (!definition) return `no schema for ${key}`;
  const validate = validator(definition);
  if (validate(body)) return undefined;
  const shown = (validate.errors ?? [])
    .filter((error) => error.keyword !== 'anyOf')
    .sort((a, b) => b.instancePath.length - a.instancePath.length);
  return shown
    .slice(0, 6)
    .map((error) => `${key}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
    .join('; ');
}
