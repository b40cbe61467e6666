import { type Direction, directionOf, mirrored } from './direction.js';
import { MissingGlyphError } from './errors.js';
import { type Face, type FontName, fontChain, loadFont } from './fonts.js';

/** A stretch of text in one font and one direction. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
  readonly direction: Direction;
}

interface Piece {
  text: string;
  font: FontName;
  direction: Direction | undefined;
}

// Joiners, variation selectors and direction marks shape their neighbours and need no glyph.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts a line into runs, in the order they are drawn from left to right. A letter and its marks stay in one font.
 * Throws {@link MissingGlyphError} where no font has a character: an empty box on a certificate is worse than none.
 */
export async function layOutRuns(text: string, face: Face): Promise<Run[]> {
  const pieces: Piece[] = [];
  const missing: string[] = [];
  for (const { segment } of graphemes.segment(printable(text))) {
    const previous = pieces.at(-1);
    const font = await fontFor(segment, fontChain(face), isNeutral(segment) ? previous?.font : undefined);
    if (!font) missing.push(segment);
    else pieces.push({ text: segment, font, direction: directionOf(segment) });
  }
  if (missing.length > 0) throw new MissingGlyphError(missing);
  return inVisualOrder(merge(pieces));
}

const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
const isNeutral = (segment: string): boolean => !/[\p{L}\p{N}\p{M}]/u.test(segment);

async function fontFor(segment: string, chain: readonly FontName[], preferred?: FontName): Promise<FontName | undefined> {
  const wanted = [...segment].filter((char) => !invisible.test(char)).map((char) => char.codePointAt(0) ?? 0);
  for (const name of preferred ? [preferred, ...chain] : chain) {
    const font = await loadFont(name);
    if (wanted.every((point) => font.hasGlyphForCodePoint(point))) return name;
  }
  return undefined;
}

/** Gives spaces and punctuation the direction of what surrounds them, and joins neighbours alike. */
function merge(pieces: readonly Piece[]): { readonly runs: Run[]; readonly base: Direction } {
  const base = pieces.find(({ direction }) => direction)?.direction ?? 'ltr';
  const runs: { text: string; font: FontName; direction: Direction }[] = [];
  pieces.forEach((piece, index) => {
    const direction = piece.direction ?? between(pieces, index, base);
    const last = runs.at(-1);
    const text = direction === 'rtl' ? mirrored(piece.text) : piece.text;
    if (last && last.font === piece.font && last.direction === direction) last.text += text;
    else runs.push({ text, font: piece.font, direction });
  });
  return { runs, base };
}

function between(pieces: readonly Piece[], index: number, base: Direction): Direction {
  const before = pieces.slice(0, index).findLast(({ direction }) => direction)?.direction ?? base;
  const after = pieces.slice(index + 1).find(({ direction }) => direction)?.direction ?? base;
  return before === after ? before : base;
}

/** Runs against the base direction keep their own order as a group; the rest follows the base. */
function inVisualOrder({ runs, base }: { readonly runs: readonly Run[]; readonly base: Direction }): Run[] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    if (group && group[0]?.direction === run.direction) group.push(run);
    else groups.push([run]);
  }
  const ordered = groups.map((group) => (group[0]?.direction === 'rtl' ? group.toReversed() : group));
  return (base === 'rtl' ? ordered.toReversed() : ordered).flat();
}
