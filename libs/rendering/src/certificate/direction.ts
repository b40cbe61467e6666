/** Which way a script runs. */
export type Direction = 'ltr' | 'rtl';

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const leftToRight = /[\p{L}\p{N}]/u;

/** Direction of a letter or digit; nothing for spaces and punctuation, which follow their surroundings. */
export function directionOf(segment: string): Direction | undefined {
  if (rightToLeft.test(segment) && /\p{L}/u.test(segment)) return 'rtl';
  return leftToRight.test(segment) ? 'ltr' : undefined;
}

const pairs = new Map([...'()[]{}<>«»‹›'].map((char, index, all) => [char, all[index ^ 1] ?? char]));

/** Brackets as they look when read from the right. */
export const mirrored = (text: string): string => pairs.get(text) ?? text;
