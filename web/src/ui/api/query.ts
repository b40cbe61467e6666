/** `a=1&b=2` without the empty ones. */
export function queryString(query: Readonly<Record<string, unknown>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return search.toString();
}

/** A value from the address if the API accepts it; otherwise undefined. */
export const oneOf = <const T extends string>(known: readonly T[], value: string | null | undefined): T | undefined =>
  known.find((candidate) => candidate === value);
