import { describe, expect, it } from '@jest/globals';
import { instant, plain } from './plain.js';
import { sheet, table } from './table.js';

describe('a table', () => {
  it('aligns its columns, whatever the letters, and leaves out columns without content', () => {
    const rows = [
      { name: 'Zoe\u0308', count: 12, note: null },
      { name: 'Annabel', count: 3, note: null },
    ];
    const text = table(rows, [
      ['NAME', ({ name }) => name],
      ['NOTE', ({ note }) => note],
      ['COUNT', ({ count }) => count],
    ]);
    expect(text.split('\n')).toEqual(['NAME      COUNT', 'Zoe\u0308       12', 'Annabel   3']);
  });

  it('shows each row on one line, without characters that change what a terminal shows', () => {
    const text = table([{ name: 'A\u001b[31m\nB\u202eC' }], [['NAME', ({ name }) => name]]);
    expect(text.split('\n')).toEqual(['NAME', 'A [31m B C']);
  });
});

describe('a sheet', () => {
  it('lists names and values, without those that have no value', () => {
    const entries = [['Name', 'Ana'] as const, ['Time zone', null] as const, ['ID', 7] as const];
    expect(sheet(entries)).toBe('Name   Ana\nID     7');
  });
});

describe('a text', () => {
  it('of an instant is to the minute in UTC', () => {
    expect([instant('2027-01-17T10:05:59.123Z'), instant(null)]).toEqual(['2027-01-17 10:05 UTC', '']);
  });

  it('keeps letters of every script', () => {
    expect(plain('  Ренате 日本 👩‍🎓 ')).toBe('Ренате 日本 👩‍🎓');
  });
});
