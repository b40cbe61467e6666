import { isObject } from './form.js';
import { definitionOf, type Schema, schemas } from './schema-file.js';

/**
 * The problem with a response, or undefined. Lists are checked item by item. The schemas are read, not compiled: the
 * closure of one expandable object is the whole API, and compiling that costs seconds before the first answer.
 */
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
  const definition = schemas.responses[key];
  if (!definition) return `no schema for ${key}`;
  return mismatch({ $ref: `#/$defs/${definition}` }, body, key)?.text;
}

interface Mismatch {
  text: string;
  depth: number;
}

function mismatch(given: Schema, value: unknown, path: string, depth = 0): Mismatch | undefined {
  const schema = definitionOf(given);
  if (schema.anyOf) return closest(schema.anyOf, value, path, depth);
  if (schema.enum)
    return schema.enum.some((one) => one === value)
      ? undefined
      : { text: `${path} is ${JSON.stringify(value)}, not one of ${schema.enum.join(', ')}`, depth };
  if (schema.type === undefined) return undefined;
  const kind = kindOf(value);
  if (kind !== schema.type) return { text: `${path} is ${kind}, not ${schema.type}`, depth };
  if (Array.isArray(value) && schema.items) {
    for (const [index, item] of value.entries()) {
      const problem = mismatch(schema.items, item, `${path}[${index}]`, depth + 1);
      if (problem) return problem;
    }
  }
  return isObject(value) ? objectMismatch(schema, value, path, depth) : undefined;
}

/** The branch that matched furthest is taken as the intended one. */
function closest(branches: readonly Schema[], value: unknown, path: string, depth: number): Mismatch | undefined {
  let best: Mismatch | undefined;
  for (const branch of branches) {
    const problem = mismatch(branch, value, path, depth);
    if (!problem) return undefined;
    if (!best || problem.depth > best.depth) best = problem;
  }
  return best;
}

function objectMismatch(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): Mismatch | undefined {
  for (const name of schema.required ?? [])
    if (value[name] === undefined) return { text: `${path} has no ${name}`, depth: depth + 1 };
  for (const [name, part] of Object.entries(value)) {
    const rest = schema.additionalProperties;
    const property = schema.properties?.[name] ?? (typeof rest === 'object' ? rest : undefined);
    if (!property && rest === false) return { text: `${path} has an unknown ${name}`, depth: depth + 1 };
    const problem = property && part !== undefined ? mismatch(property, part, `${path}.${name}`, depth + 1) : undefined;
    if (problem) return problem;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
