import type { ImportLine } from '@perennial/domain/people';
import Papa from 'papaparse';

/** A file of rows below a header. */
export interface ImportFile {
  readonly header: readonly string[];
  readonly lines: readonly ImportLine[];
}

/**
 * Reads comma, semicolon, tab or bar separated text as spreadsheets save it: with or without a byte order mark, in UTF-8,
 * UTF-16 or Windows-1252, with quoted cells.
 * @throws Error with a sentence for people, if the bytes are not such a file
 */
export function readFile(bytes: Uint8Array): ImportFile {
  const text = textOfFile(bytes);
  const lines: ImportLine[] = [];
  let read = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter: separatorOf(text),
    step: ({ data, meta }) => {
      if (data.some((cell) => cell.trim() !== '')) lines.push({ line, cells: data });
      line += breaksIn(text.slice(read, meta.cursor));
      read = meta.cursor;
    },
  });
  const [header, ...rows] = lines;
  if (!header || rows.length === 0) throw new Error('The file needs a first row of column names and at least one row below it.');
  return { header: header.cells.map((cell) => cell.trim()), lines: rows };
}

/**
 * The text of a file, as spreadsheets save it.
 * @throws Error with a sentence for people, if the bytes are no text
 */
export function textOfFile(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (text.includes('\u0000')) throw new Error('This is not a text file. Save the spreadsheet as CSV and choose that file.');
  return text;
}

/**
 * The separator that splits the column names into the most columns. Rows cannot decide, because names and tags may contain
 * commas.
 */
function separatorOf(text: string): string {
  const columns = (delimiter: string): number => Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0;
  return [';', '\t', '|'].reduce((best, next) => (columns(next) > columns(best) ? next : best), ',');
}

const breaksIn = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;

/** UTF-8 unless a byte order mark says otherwise; what is not valid UTF-8 was saved by an older spreadsheet. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
