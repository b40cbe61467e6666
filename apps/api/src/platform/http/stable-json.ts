/** JSON with the keys of every object in order, so that two runs print the same bytes. */
export function stableJson(value: unknown): string {
  const sort = (part: unknown): unknown =>
    Array.isArray(part)
      ? part.map(sort)
      : typeof part === 'object' && part !== null
        ? Object.fromEntries(
            Object.entries(part)
              .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
              .map(([key, inner]) => [key, sort(inner)]),
          )
        : part;
  return `${JSON.stringify(sort(value), null, 2)}\n`;
}
