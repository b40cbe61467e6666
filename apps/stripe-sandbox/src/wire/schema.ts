import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { invalid } from './errors.js';
import { isObject } from './form.js';
import type { RequestTypes } from './requests.js';
import { definitionOf, type Schema, schemas } from './schema-file.js';
import type { Json, JsonObject } from './types.js';

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  allowUnionTypes: true,
  inlineRefs: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addSchema({ $id: 'stripe', $defs: schemas.$defs });

const compiled = new Map<string, ValidateFunction<unknown>>();
function validator(definition: string): ValidateFunction<unknown> {
  const known = compiled.get(definition);
  if (known) return known;
  const fresh = ajv.compile<unknown>({ $ref: `stripe#/$defs/${definition}` });
  compiled.set(definition, fresh);
  return fresh;
}

/** Turns the strings of a form into the numbers, booleans and unset values that the schema asks for. */
export function coerce(value: Json, given: Schema): Json {
  const schema = definitionOf(given);
  const branches = (schema.anyOf ?? [schema]).map(definitionOf);
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
  // A form cannot express an empty list, so the client sends the empty string.
  if (text === '' && branches.some((branch) => branch.type === 'array')) return [];
  return text;
}

/**
 * Checks parameters against the client's own type of this name.
 * @throws {StripeError} 400 `parameter_unknown`, `parameter_missing`, or the problem with the value
 */
export function checkRequest<Name extends keyof RequestTypes>(name: Name, raw: JsonObject): RequestTypes[Name] {
  const definition = schemas.requests[name];
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
