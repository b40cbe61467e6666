/** Combining marks, vowel points, and characters without width. Scripts whose marks carry letters of their own are left alone. */
const ignored =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each character is matched alone
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\u00ad]/g;
const apostrophes = /[’‘‛ʼʹ′＇´`]/g;
const spaces = /[\s\u0085\u1680\u2010-\u2015\u2028\u2029\u2212-]+/g;
/** Letters that Unicode does not decompose, as people without them on their keyboard type them. */
const plain: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ß: 'ss',
  ς: 'σ',
};

/**
 * A text in the form in which searches compare it: without case, accents, width or kind of apostrophe, and with single spaces
 * between words. The database's `search_normal` does the same; a spec compares the two.
 */
export const searchText = (text: string): string =>
  text
    .replace(apostrophes, "'")
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .replace(ignored, '')
    .replace(/[øłđðħıŧæœþßς]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFC')
    .replace(spaces, ' ')
    .trim();

/**
 * How well a text matches a search: 0 if it begins with it, 1 if each typed word begins a word, 2 if each occurs somewhere,
 * null if one does not. Words may come in any order.
 */
export function searchRank(text: string, typed: string): 0 | 1 | 2 | null {
  const wanted = searchText(typed);
  const found = ` ${searchText(text)}`;
  if (found.startsWith(` ${wanted}`)) return 0;
  const words = wanted.split(' ');
  if (words.every((word) => found.includes(` ${word}`))) return 1;
  return words.every((word) => found.includes(word)) ? 2 : null;
}

/** The entries that fit what was typed, best first; entries that fit equally well keep their order. */
export function searchIn<T>(entries: readonly T[], typed: string, textOf: (entry: T) => string): T[] {
  return entries
    .map((entry) => ({ entry, rank: searchRank(textOf(entry), typed) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => Number(a.rank) - Number(b.rank))
    .map(({ entry }) => entry);
}
