import { describe, expect, it } from '@jest/globals';
import { searchIn, searchRank, searchText } from './search-text.js';

describe('a text as searches compare it', () => {
  it.each([
    ['Иван ПЕТРОВ', 'иван петров'],
    ['Álvaro Núñez', 'alvaro nunez'],
    ['Mu\u0308ller', 'muller'],
    ['Müller', 'muller'],
    ['Łukasz Wójcik', 'lukasz wojcik'],
    ['Ελένη Παπάς', 'ελενη παπασ'],
    ['Søren Ærø', 'soren aero'],
    ['Straße GROSS', 'strasse gross'],
    ['İstanbul ısı', 'istanbul isi'],
    ['O’Brien', "o'brien"],
    ['O´Brien', "o'brien"],
    ['Ｗｕ\u3000Ｌｉ', 'wu li'],
    ['Anne‑Marie', 'anne marie'],
    ['  two   spaces ', 'two spaces'],
    ['soft\u00adhyphen\u200b', 'softhyphen'],
  ])('%s is %s', (text, compared) => {
    expect(searchText(text)).toBe(compared);
  });

  it('keeps Hangul syllables and voiced kana whole', () => {
    expect(searchText('김민준')).toBe('김민준'.normalize('NFC'));
    expect(searchText('か')).not.toBe(searchText('が'));
  });
});

describe('what was typed', () => {
  it('ranks a beginning before the beginning of a word, and that before a part of one', () => {
    expect(['Certificates', 'Issue certificate', 'Recertify', 'Courses'].map((text) => searchRank(text, 'cert'))).toEqual([
      0,
      1,
      2,
      null,
    ]);
  });

  it('fits whatever the order of its words', () => {
    expect(searchRank('Álvaro Núñez', 'nunez  alvaro')).toBe(1);
  });

  it('finds the best entries first and leaves out the rest', () => {
    expect(searchIn(['Home trial', 'Trial rescue', 'Contacts'], 'TRIAL', (entry) => entry)).toEqual([
      'Trial rescue',
      'Home trial',
    ]);
  });

  it('finds everything where nothing was typed', () => {
    expect(searchIn(['b', 'a'], ' ', (entry) => entry)).toEqual(['b', 'a']);
  });
});
