import { describe, expect, it } from '@jest/globals';
import { readFile } from './read-file';

const utf8 = (text: string) => new TextEncoder().encode(text);
const cells = (bytes: Uint8Array) => readFile(bytes).lines.map(({ line, cells: row }) => [line, ...row]);

describe('a file of people', () => {
  it.each([
    [',', 'email,name\nana@example.org,"Silva, Ana"'],
    [';', 'email;name\r\nana@example.org;"Silva, Ana"\r\n'],
    ['tab', 'email\tname\nana@example.org\tSilva, Ana'],
    ['|', 'email|name\nana@example.org|Silva, Ana\n\n'],
  ])('separated by %s is read', (_separator, text) => {
    expect(readFile(utf8(text)).header).toEqual(['email', 'name']);
    expect(cells(utf8(text))).toEqual([[2, 'ana@example.org', 'Silva, Ana']]);
  });

  it('keeps the first column name behind a byte order mark', () => {
    expect(readFile(utf8('\ufeffemail;name\r\na@example.org;A')).header).toEqual(['email', 'name']);
  });

  it.each([
    [
      'UTF-16 little endian',
      Uint8Array.from([0xff, 0xfe, ...Buffer.from('email,name\na@example.org,Łukasz', 'utf16le')]),
      'Łukasz',
    ],
    ['Windows-1252', Uint8Array.from(Buffer.from('email,name\na@example.org,Jürgen', 'latin1')), 'Jürgen'],
  ])('in %s is read', (_encoding, bytes, name) => {
    expect(cells(bytes)).toEqual([[2, 'a@example.org', name]]);
  });

  it('counts lines where a quoted cell spans several and where lines are empty', () => {
    expect(cells(utf8('email,name\n"a@example.org","two\nlines"\n\nb@example.org,B'))).toEqual([
      [2, 'a@example.org', 'two\nlines'],
      [5, 'b@example.org', 'B'],
    ]);
  });

  it.each([
    ['', /first row of column names/],
    ['email,name', /at least one row/],
    ['PK\u0003\u0004\u0000\u0000', /not a text file/],
  ])('that holds %j is refused', (text, reason) => {
    expect(() => readFile(utf8(text))).toThrow(reason);
  });
});
