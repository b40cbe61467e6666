import { entryLimits } from '@perennial/domain/automation';

/** The email addresses in a text or a table, each once, in lower case. Names and other columns around them are ignored. */
export const addressesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;|<>"'()]/)
      .filter((part) => part.includes('@'))
      .map((part) => part.toLowerCase()),
  ),
];

/** Why a text cannot be sent as a list of addresses; null if it can. */
export function addressesProblem(text: string): string | null {
  const { length } = addressesIn(text);
  if (length === 0) return 'Enter at least one email address.';
  if (length <= entryLimits.emails) return null;
  return `These are ${length.toLocaleString('en')} addresses. Add at most ${entryLimits.emails.toLocaleString('en')} at a time, or use a segment.`;
}
