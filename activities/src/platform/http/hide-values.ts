/** Shorter values are not secrets, and occur in any text. */
const shortest = 4;

/**
 * Masks values in texts that are stored or logged, such as a response that echoes its request: in plain text, percent-encoded,
 * in JSON, and in JSON inside JSON.
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
