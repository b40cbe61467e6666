import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../medium/api/support.js';

let fixture: Fixture;
let owner: Visitor;
const people = [
  'Álvaro Núñez',
  'Müller',
  'Mu\u0308ller Zwei',
  'Søren',
  'Straße Groß',
  'O’Brien Una',
  '王芳',
  '王小明',
  'Ｗｉｄｅ',
  'Anne-Marie Blanc',
  'Елена Попова',
];

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  for (const [index, name] of people.entries())
    await owner.send('POST', '/api/admin/contacts', { email: `p${index}@kiln.example`, name });
}, 60_000);
afterAll(() => fixture.close());

const found = async (q: string): Promise<string[]> =>
  (await owner.get(`/api/admin/contacts?sort=name&q=${encodeURIComponent(q)}`)).body.items.map(
    ({ name }: { name: string }) => name,
  );

describe('a search finds what is spelled otherwise', () => {
  it.each([
    ['without accents', 'Alvaro', ['Álvaro Núñez']],
    ['composed or not', 'Muller', ['Mu\u0308ller Zwei', 'Müller']],
    ['typed decomposed', 'mu\u0308ller', ['Mu\u0308ller Zwei', 'Müller']],
    ['with a stroke', 'Soren', ['Søren']],
    ['with a sharp s', 'strasse', ['Straße Groß']],
    ['typed with a sharp s', 'GROẞ', ['Straße Groß']],
    ['with another apostrophe', "O'Brien", ['O’Brien Una']],
    ['of one Chinese character', '芳', ['王芳']],
    ['of two Chinese characters', '小明', ['王小明']],
    ['by a Chinese family name', '王', ['王小明', '王芳']],
    ['in full width', 'wide', ['Ｗｉｄｅ']],
    ['with words in another order', 'Núñez Álvaro', ['Álvaro Núñez']],
    ['with several spaces', 'Álvaro  Núñez', ['Álvaro Núñez']],
    ['with a space for a hyphen', 'anne marie', ['Anne-Marie Blanc']],
    ['by two letters that begin a word', 'По', ['Елена Попова']],
    ['by name and address', 'p0@kiln nunez', ['Álvaro Núñez']],
  ])('%s: %s', async (_, q, names) => {
    expect(await found(q)).toEqual(names);
  });

  it.each([
    ['two letters inside a word', 'ов'],
    ['a word that is not there', 'Álvaro Müller'],
    ['signs that are wildcards in Postgres', '%_%'],
    ['signs that nothing is left of', '\u200b -- '],
  ])('not by %s', async (_, q) => {
    expect(await found(q)).toEqual([]);
  });

  it('by an address with an international domain, as it is typed', async () => {
    await owner.send('POST', '/api/admin/contacts', { email: 'ivan@пример.рф', name: 'Ivan' });
    expect(await found('ivan@ПРИМЕР.рф')).toEqual(['Ivan']);
  });

  it('by a new name, and no longer by the one before', async () => {
    const { id } = (await owner.send('POST', '/api/admin/contacts', { email: 'new@kiln.example', name: 'Zoë' })).body;
    expect(await found('zoe')).toEqual(['Zoë']);
    await owner.send('PATCH', `/api/admin/contacts/${id}`, { name: 'Chloé' });
    expect([await found('zoe'), await found('chloe')]).toEqual([[], ['Chloé']]);
  });
});
