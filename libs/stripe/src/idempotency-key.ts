import { createHash } from 'node:crypto';

/** Longest key that Stripe accepts. */
const longest = 255;
const plain = /^[\w.-]*$/;

/**
 * Idempotency key for a write at Stripe. It is sent in a header, and headers cannot contain text outside Latin-1. Parts with
 * other characters than letters, digits, dots and dashes, such as titles, are replaced by their hash.
 */
export function idempotencyKey(...parts: readonly (string | number)[]): string {
  const key = parts.map((part) => (plain.test(String(part)) ? String(part) : hashOf(String(part)))).join(':');
  return key.length <= longest ? key : hashOf(key);
}

const hashOf = (text: string): string => createHash('sha256').update(text.normalize('NFC')).digest('hex').slice(0, 32);
