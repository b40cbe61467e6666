import type { Graph, NodeFamily, NoteColour } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { drawingOf } from './drawing';

/** Colours of an image: those of the theme in use. */
export interface ImageColours {
  readonly page: string;
  readonly surface: string;
  readonly line: string;
  readonly connection: string;
  readonly text: string;
  readonly dimmed: string;
  readonly family: Readonly<Record<NodeFamily, string>>;
}

/** The same on light and on dark pages: a note is paper. */
const paper: Readonly<Record<NoteColour, string>> = {
  yellow: '#fdf4c9',
  blue: '#e2effc',
  green: '#e3f4e4',
  pink: '#fde7ee',
  grey: '#efeeea',
};

/** Letters that fit beside the icon of a card. */
const lettersOnCard = 32;
/** Width of a letter of a note, in pixels; generous, because the font is not known. */
const noteLetter = 7.2;
const noteLine = 18;

/** An automation as an image that every browser and most programs show, with the text as text. */
export function svgOf(graph: Graph, names: Names, colours: ImageColours): string {
  const { cards, lines, labels, notes, frames, box } = drawingOf(graph, names);
  const { page, surface, line, connection, text, dimmed, family } = colours;
  const shape = (parts: readonly string[]) => parts.join('');
  return shape([
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}" viewBox="${box.x} ${box.y} ${box.width} ${box.height}" font-family="system-ui, sans-serif">`,
    rect(box, `fill="${page}"`),
    ...frames.map(
      (frame) =>
        rect(frame, `rx="12" fill="none" stroke="${connection}" stroke-width="1.5" stroke-dasharray="6 4"`) +
        words([frame.name], { x: frame.x + 14, y: frame.y + 24, size: 12, fill: text, weight: 600 }),
    ),
    ...notes.map(
      (note) =>
        rect(note, `rx="8" fill="${paper[note.colour]}" stroke="${line}"`) +
        words(
          wrapped(note.text, Math.floor((note.width - 24) / noteLetter), Math.max(1, Math.floor((note.height - 20) / noteLine))),
          { x: note.x + 12, y: note.y + 22, size: 13, fill: '#33302a', step: noteLine },
        ),
    ),
    ...lines.map(({ path }) => `<path d="${path}" fill="none" stroke="${connection}" stroke-width="1.5"/>`),
    ...labels.map(
      ({ x, y, text: label }) =>
        rect({ x: x - 80, y: y - 10, width: 160, height: 20 }, `rx="10" fill="${page}" stroke="${line}"`) +
        words([cut(label, 24)], { x, y: y + 4, size: 11, fill: text, anchor: 'middle' }),
    ),
    ...cards.map(
      (card) =>
        rect(card, `rx="12" fill="${surface}" stroke="${line}"`) +
        rect({ x: card.x + 12, y: card.y + 12, width: 30, height: 30 }, `rx="9" fill="${family[card.family]}"`) +
        words([cut(card.label, lettersOnCard)], { x: card.x + 54, y: card.y + 22, size: 11, fill: dimmed }) +
        words(wrapped(card.summary, lettersOnCard, 2), {
          x: card.x + 54,
          y: card.y + 40,
          size: 13,
          fill: text,
          weight: 500,
          step: 18,
        }),
    ),
    '</svg>',
  ]);
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);

const rect = (
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  look: string,
): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${look}/>`;

interface Look {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'middle';
  /** From one line to the next. */
  readonly step?: number;
}

const words = (lines: readonly string[], { x, y, size, fill, weight = 400, anchor, step = 0 }: Look): string =>
  lines
    .map(
      (line, index) =>
        `<text x="${x}" y="${y + index * step}" font-size="${size}" font-weight="${weight}" fill="${fill}"${anchor ? ` text-anchor="${anchor}"` : ''}>${escaped(line)}</text>`,
    )
    .join('');

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** A text in lines of so many letters. The last line says if there is more. */
export function wrapped(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && longer.length > letters) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  const shown = lines.slice(0, most).map((line) => cut(line, letters));
  const last = shown.at(-1);
  if (lines.length > most && last !== undefined && !last.endsWith('…')) shown[shown.length - 1] = `${cut(last, letters - 1)}…`;
  return shown;
}
