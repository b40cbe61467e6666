/** Shorter values are no secrets, and are found in any text. */
const shortest = 4;

/**
 * Hides values in texts that are kept or logged, such as an answer that repeats what it was sent: as they are, as an address
 * writes them, as JSON does, and as JSON does inside of JSON.
 */
export function hideValues(values: readonly string[]): (text: string) => string {
  const written = values
    .filter((value) => value.length >= shortest)
    .flatMap((value) => [value, encodeURIComponent(value), inJson(value), inJson(inJson(value))]);
  // The longest first: one value may be a part of another.
  const hidden = [...new Set(written)].sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((left, value) => left.replaceAll(value, '••••'), text);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
