import { describe, expect, it } from '@jest/globals';
import { columnOfField, guessColumns, type ImportField, readPeople } from './contact-import.js';

const columns: ImportField[] = ['email', 'name', 'tags'];
const read = (...rows: string[][]) =>
  readPeople(
    rows.map((cells, index) => ({ line: index + 2, cells })),
    columns,
  );

describe('the columns of a file', () => {
  it.each([
    [
      ['email', 'name', 'tags'],
      ['email', 'name', 'tags'],
    ],
    [
      ['E-Mail', 'Vorname', 'Nachname', 'Notiz'],
      ['email', 'firstName', 'lastName', null],
    ],
    [
      ['Email Address', 'First Name', 'Last Name', 'Time zone'],
      ['email', 'firstName', 'lastName', 'timeZone'],
    ],
    [
      ['Prénom', 'Courriel', 'Étiquettes'],
      ['firstName', 'email', 'tags'],
    ],
    [
      ['email', 'E-mail'],
      ['email', null],
    ],
  ])('%j hold %j', (header, fields) => {
    expect(guessColumns(header)).toEqual(fields);
  });
});

describe('the people of a file', () => {
  it('are read with the stored form of their address, their name and their tags', () => {
    expect(read(['BOB+1@Example.org', ' Łukasz ', 'a, b;a'])).toEqual([
      { kind: 'person', line: 2, email: 'bob+1@example.org', name: 'Łukasz', timeZone: null, tags: ['a', 'b'], fields: {} },
    ]);
  });

  it('count once: a later line with the same address names the first', () => {
    expect(read(['ana@example.org', 'Ana', ''], ['ANA@example.org ', 'Other', ''])[1]).toEqual({
      kind: 'repeated',
      line: 3,
      email: 'ana@example.org',
      firstLine: 2,
    });
  });

  it('with a first and a last name have both', () => {
    const [person] = readPeople([{ line: 2, cells: ['Ana', 'Silva', 'ana@example.org'] }], ['firstName', 'lastName', 'email']);
    expect(person).toMatchObject({ name: 'Ana Silva' });
  });

  it.each([
    [['nobody', '', ''], 'email', 'The address “nobody” must be an email address such as ana@example.org.'],
    [['', 'Ana', ''], 'email', 'The email address is missing.'],
    [['a@example.org', 'x'.repeat(121), ''], 'name', 'The name is longer than 120 characters.'],
    [['a@example.org', '', 'x'.repeat(81)], 'tags', 'A tag has at most 80 characters.'],
  ])('are refused in %j by the field', (cells, field, problem) => {
    expect(read(cells)).toEqual([{ kind: 'wrong', line: 2, field, problem }]);
  });

  it.each([
    ['Europe/Berlin', 'person'],
    ['Mars/Olympus', 'wrong'],
    ['+02:00', 'wrong'],
  ])('in the zone %s are %s', (zone, kind) => {
    expect(readPeople([{ line: 2, cells: ['a@example.org', zone] }], ['email', 'timeZone'])[0]).toMatchObject({ kind });
  });
});

describe('the contact fields of a file', () => {
  const fields = [
    { id: 'level', name: 'Level', type: 'number', options: [] },
    { id: 'clay', name: 'Clay', type: 'choices', options: ['Stoneware', 'Porcelain'] },
    { id: 'group', name: 'Groups', type: 'text', options: [] },
  ] as const;

  it('are guessed by their names, before names that are common elsewhere, and each once', () => {
    expect(guessColumns(['Email', ' LEVEL', 'groups', 'Level', 'labels'], fields)).toEqual([
      'email',
      columnOfField('level'),
      columnOfField('group'),
      null,
      'tags',
    ]);
  });

  const columns = ['email' as const, columnOfField('level'), columnOfField('clay')];
  const readFields = (...cells: string[]) => readPeople([{ line: 2, cells: ['a@example.org', ...cells] }], columns, fields)[0];

  it('are read by their type; an empty cell has no value', () => {
    expect(readFields('3', 'porcelain, Stoneware')).toMatchObject({
      kind: 'person',
      fields: { level: 3, clay: ['Stoneware', 'Porcelain'] },
    });
    expect(readFields(' ', '')).toMatchObject({ kind: 'person', fields: {} });
  });

  it('make a line wrong with a value that does not fit, by the name of the field', () => {
    expect(readFields('high', '')).toEqual({
      kind: 'wrong',
      line: 2,
      field: columnOfField('level'),
      problem: 'Level: Enter a number such as 12.5.',
    });
    expect(readFields('', 'Wood')).toMatchObject({ problem: 'Clay: Choose from: Stoneware, Porcelain.' });
  });
});
