/** State of a form after other values were stored. */
export interface Merged<V> {
  readonly values: V;
  /** Fields that were changed here and elsewhere. */
  readonly contested: readonly (keyof V & string)[];
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** The API trims texts, which does not count as a change by another person. */
const plain = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/**
 * Brings what is stored now into a form: fields that were not edited show it, those that were edited keep their input.
 * @param base what the form began with or saved last
 */
export function mergeStored<V extends object>(base: V, current: V, stored: V): Merged<V> {
  const values = { ...stored };
  const contested: (keyof V & string)[] = [];
  for (const field of Object.keys(stored) as (keyof V & string)[]) {
    if (same(current[field], base[field])) continue;
    values[field] = current[field];
    if (!same(stored[field], base[field]) && !same(stored[field], current[field])) contested.push(field);
  }
  return { values, contested };
}
