import factory, { type Bidi } from 'bidi-js';

/** Which way a line runs. */
export type Direction = 'ltr' | 'rtl';

// The package is one function; its types speak of a module that has it as its default.
const bidi = (factory as unknown as () => Bidi)();

/** Which way a text runs: its first letter that has a direction says so. */
export const directionOf = (text: string): Direction =>
  (bidi.getEmbeddingLevels(text).paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr';

/** Level of each character by Unicode's own rules: even ones run to the right, odd ones to the left. */
export const levelsOf = (text: string, direction: Direction): Uint8Array => bidi.getEmbeddingLevels(text, direction).levels;

/** Brackets as they look when read from the right. */
export const mirrored = (char: string): string => bidi.getMirroredCharacter(char) ?? char;

const isolate = { open: '\u2068', close: '\u2069' } as const;
/** A text that another one surrounds, and whose order neither touches nor is touched by it. */
export const isolated = (text: string): string => `${isolate.open}${text}${isolate.close}`;
/** Controls order a line and are not drawn. */
export const isControl = (segment: string): boolean => /^\p{Bidi_Control}+$/u.test(segment);
/** Whether a font's shaper turns a text around by itself: letters of these scripts, joined as they are written. */
export const turnsItself = (text: string): boolean =>
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text.replace(/[^\p{L}]/gu, ''));
