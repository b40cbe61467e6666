/**
 * A number from 0 up to 100 that looks random and is the same each time for the same key: FNV-1a, then the last mix of
 * MurmurHash3, because the last characters of a key would otherwise change only a few bits. Permanent: people who enter again
 * would take another path after a change.
 */
export function pointOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 100;
}
