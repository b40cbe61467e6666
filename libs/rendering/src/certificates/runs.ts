import { BoundedCache } from './bounded-cache.js';
import { type Direction, directionOf, isControl, levelsOf, mirrored, turnsItself } from './direction.js';
import { MissingGlyphError } from './errors.js';
import { type Face, type FontName, fontChain, loadFont } from './fonts.js';

/** A run of text in one font and one direction. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
}

interface Piece {
  text: string;
  readonly font: FontName;
  /** Odd ones run to the left. */
  readonly level: number;
}

// Joiners, variation selectors and direction marks shape their neighbours and need no glyph.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts a line into runs, in the order they are drawn from left to right. A letter and its marks stay in one font. Throws {@link
 * MissingGlyphError} where no font has a character: an empty box on a certificate is worse than no certificate.
 */
export async function layOutRuns(text: string, face: Face, direction?: Direction): Promise<readonly Run[]> {
  const key = `${face} ${direction ?? ''} ${text}`;
  return laidOut.get(key) ?? laidOut.set(key, await cutIntoRuns(text, face, direction));
}

const laidOut = new BoundedCache<readonly Run[]>(5_000);

async function cutIntoRuns(text: string, face: Face, direction: Direction | undefined): Promise<Run[]> {
  const line = printable(text);
  const levels = levelsOf(line, direction ?? directionOf(line));
  const pieces: Piece[] = [];
  const missing: string[] = [];
  for (const { segment, index } of graphemes.segment(line)) {
    if (isControl(segment)) continue;
    const level = levels[index] ?? 0;
    const last = pieces.at(-1);
    const font = await fontFor(segment, fontChain(face), isNeutral(segment) ? last?.font : undefined);
    const drawn = level % 2 === 1 ? mirrored(segment) : segment;
    if (!font) missing.push(segment);
    else if (last && last.font === font && last.level === level) last.text += drawn;
    else pieces.push({ text: drawn, font, level });
  }
  if (missing.length > 0) throw new MissingGlyphError(missing);
  return inVisualOrder(pieces).map(({ text: run, font, level }) => ({
    text: level % 2 === 1 && !turnsItself(run) ? backwards(run) : run,
    font,
  }));
}

const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
const isNeutral = (segment: string): boolean => !/[\p{L}\p{N}\p{M}]/u.test(segment);
const backwards = (text: string): string =>
  [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .reverse()
    .join('');

async function fontFor(segment: string, chain: readonly FontName[], preferred?: FontName): Promise<FontName | undefined> {
  const wanted = [...segment].filter((char) => !invisible.test(char)).map((char) => char.codePointAt(0) ?? 0);
  for (const name of preferred ? [preferred, ...chain] : chain) {
    const font = await loadFont(name);
    if (wanted.every((point) => font.hasGlyphForCodePoint(point))) return name;
  }
  return undefined;
}

/** Reverses each sequence at a level or above, from the highest level down to the lowest odd one. */
function inVisualOrder(pieces: readonly Piece[]): Piece[] {
  const order = [...pieces];
  const highest = Math.max(0, ...pieces.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      let end = start;
      while (end < order.length && (order[end]?.level ?? 0) >= level) end += 1;
      if (end - start > 1) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = Math.max(start, end);
    }
  }
  return order;
}
