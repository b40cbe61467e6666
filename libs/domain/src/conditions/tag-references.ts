/** Fields whose values are tags. */
const tagFields: ReadonlySet<unknown> = new Set(['contact.tags', 'event.tagId']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** A condition, or whatever contains conditions, in which every tag is replaced by what `map` returns. */
export function mapTags<T>(value: T, map: (tag: string) => string): T {
  if (Array.isArray(value)) return value.map((one: unknown) => mapTags(one, map)) as T;
  if (!isRecord(value)) return value;
  if (tagFields.has(value.field) && 'operator' in value) return { ...value, value: mapped(value.value, map) } as T;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTags(inner, map)])) as T;
}

function mapped(value: unknown, map: (tag: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => mapped(one, map));
  return typeof value === 'string' && value !== '' ? map(value) : value;
}
