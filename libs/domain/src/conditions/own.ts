/** An own property of an object; null if it has none. Inherited names such as `constructor` are not data. */
export function own(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) return null;
  return (object as Record<string, unknown>)[name] ?? null;
}
