/** Deep equality of JSON. A key that is undefined counts as absent; the order of keys does not count. */
export function equalJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((entry, index) => equalJson(entry, other[index]))
    );
  const values = new Map(Object.entries(other).filter(([, value]) => value !== undefined));
  const entries = Object.entries(one).filter(([, value]) => value !== undefined);
  return entries.length === values.size && entries.every(([key, value]) => values.has(key) && equalJson(value, values.get(key)));
}
