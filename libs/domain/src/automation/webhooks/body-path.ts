/** How long a path into a body may be, and how deep it may lead. */
export const bodyPathLimits = { characters: 200, parts: 10 } as const;

const place = /^\d{1,6}$/;

/** An own field of an object, or an item of a list. Inherited names such as `constructor`, and `length`, are not data. */
function part(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return place.test(name) ? value[Number(name)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

/**
 * The value at a path of a body; undefined if there is none. Dots separate the parts: `data.customer.email`, `items.0.sku`. A field
 * whose own name has dots is found too, before one that is nested.
 */
export function valueAtPath(body: unknown, path: string): unknown {
  const whole = part(body, path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const inner = part(body, path.slice(0, dot));
    const found = inner === undefined ? undefined : valueAtPath(inner, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text, a number or a yes or no of a body, with its path. */
export interface BodyValue {
  readonly path: string;
  readonly value: string | number | boolean;
}

/** How many values of a body are offered. */
const mostValues = 300;

/** The values of a body that a path can name, in its order. */
export function valuesIn(body: unknown): BodyValue[] {
  const values: BodyValue[] = [];
  collect(body, [], (path, value) => {
    // A path that leads to another value first cannot name this one.
    if (path.length <= bodyPathLimits.characters && valueAtPath(body, path) === value) values.push({ path, value });
    return values.length < mostValues;
  });
  return values;
}

/** @param take called with each value; false ends the walk. @returns whether it goes on */
function collect(value: unknown, parts: readonly string[], take: (path: string, value: BodyValue['value']) => boolean): boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return parts.length === 0 || take(parts.join('.'), value);
  if (typeof value !== 'object' || value === null || parts.length >= bodyPathLimits.parts) return true;
  return Object.entries(value).every(([name, inner]) => collect(inner, [...parts, name], take));
}
