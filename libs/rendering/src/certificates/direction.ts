import factory, { type Bidi } from 'bidi-js';

/** Direction of a line. */
export type Direction = 'ltr' | 'rtl';

// The package exports one function, but its types declare a module with a default export.
const bidi = (factory as unknown as () => Bidi)();

/** Direction of a text, taken from its first letter with a direction. */
export const directionOf = (text: string): Direction =>
  (bidi.getEmbeddingLevels(text).paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr';

/** Bidi level of each character by Unicode's rules: even levels run to the right, odd ones to the left. */
export const levelsOf = (text: string, direction: Direction): Uint8Array => bidi.getEmbeddingLevels(text, direction).levels;

/** Mirrored brackets for right-to-left text. */
export const mirrored = (char: string): string => bidi.getMirroredCharacter(char) ?? char;

const isolate = { open: '\u2068', close: '\u2069' } as const;
/** A text isolated from the direction of the surrounding text. */
export const isolated = (text: string): string => `${isolate.open}${text}${isolate.close}`;
/** Controls order a line and are not drawn. */
export const isControl = (segment: string): boolean => /^\p{Bidi_Control}+$/u.test(segment);
/** Whether the shaper of a font reverses text in these scripts itself. */
export const turnsItself = (text: string): boolean =>
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text.replace(/[^\p{L}]/gu, ''));
