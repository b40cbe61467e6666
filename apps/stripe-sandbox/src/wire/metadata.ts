/**
 * Merges metadata as Stripe does: given keys are set, a key with an empty value is removed, and an empty value for the whole
 * removes all.
 */
export function mergeMetadata(
  old: Record<string, string>,
  change: Record<string, string | number | null> | '' | null | undefined,
): Record<string, string> {
  if (change === undefined) return old;
  if (change === '' || change === null) return {};
  const merged = { ...old };
  for (const [key, value] of Object.entries(change)) {
    if (value === '' || value === null) delete merged[key];
    else merged[key] = String(value);
  }
  return merged;
}

/** A value of a request where the empty string means "unset". */
export const unset = <T>(value: T | '' | null): T | null => (value === '' ? null : value);
