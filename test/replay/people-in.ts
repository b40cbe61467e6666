/** Strings of a history as a reader of Temporal sees them: payloads decoded. */
export function readableIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(readableIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    key === 'data' && typeof part === 'string' ? [Buffer.from(part, 'base64').toString('utf8')] : readableIn(part),
  );
}

/** Personal data in a history: anything like an address, and any of the given names. */
export function peopleIn(history: object, names: readonly string[] = []): string[] {
  return readableIn(history).filter((text) => text.includes('@') || names.some((name) => text.includes(name)));
}
