/** Text of other people on one line. Without control characters and marks of direction, a name cannot change what a terminal shows. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

/** An instant of the API to the minute. Times are in UTC, because the command does not know the time zone of the school. */
export const instant = (iso: string | null): string => (iso === null ? '' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`);

/** `1 person`, `2 people`. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Joins the parts that are there. */
export const joined = (parts: readonly (string | null | undefined | false)[], separator = ', '): string =>
  parts.filter(Boolean).join(separator);
