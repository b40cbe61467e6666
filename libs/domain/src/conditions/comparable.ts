/** What Postgres cannot store in a text: half of a surrogate pair, and the character zero. */
const unstorable = /[\0\p{Surrogate}]/u;

/**
 * A value in the form in which texts are compared: without case and outer spaces. Null for a value that has no text. The final
 * sigma is a sigma, because whether a letter is the final one differs between a word and a part of it. The database's
 * `comparable_text` does the same for texts; a spec compares the two.
 */
export function comparableText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || unstorable.test(value)) return null;
  return value.normalize('NFC').trim().toLowerCase().replaceAll('ς', 'σ');
}

/**
 * A value as a number for comparisons; null if it is not a finite number. The database's `comparable_number` does the same for
 * texts.
 */
export function comparableNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '' || value.length > 40) return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}
