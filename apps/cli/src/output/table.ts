import { plain } from './plain.js';

/** A column of a table: its title, and the text of a cell. */
export type Column<T> = readonly [title: string, cell: (row: T) => string | number | null];

const gap = '   ';

/** Rows in aligned columns with their titles. A column without any content is left out. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const filled = columns
    .map(([title, cell]) => ({ title, cells: rows.map((row) => plain(String(cell(row) ?? ''))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const widths = filled.map(({ title, cells }) => Math.max(...[title, ...cells].map(widthOf)));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => text + ' '.repeat((widths[index] ?? 0) - widthOf(text)))
      .join(gap)
      .trimEnd();
  return [
    line(filled.map(({ title }) => title)),
    ...rows.map((_, row) => line(filled.map(({ cells }) => cells[row] ?? ''))),
  ].join('\n');
}

/** Names and values below each other. Those without a value are left out. */
export function sheet(entries: readonly (readonly [name: string, value: string | number | null])[]): string {
  const shown = entries.map(([name, value]) => [name, plain(String(value ?? ''))] as const).filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([name]) => widthOf(name)));
  return shown.map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}${gap}${value}`).join('\n');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const widthOf = (text: string): number => [...graphemes.segment(text)].length;
