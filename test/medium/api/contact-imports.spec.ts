import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
}, 60_000);
afterAll(() => fixture.close());

const fieldOf = async (who: Visitor, body: object): Promise<string> =>
  (await who.send('POST', '/api/admin/contact-fields', body)).body.id;
const sent = async (rows: object[]) => {
  const { id } = (await owner.send('POST', '/api/admin/contact-imports', { fileName: 'people.csv' })).body;
  return owner.send('POST', `/api/admin/contact-imports/${id}/rows`, { rows });
};
const storedOf = async (importId: string) =>
  (
    await fixture.rows<{ values: object | null }>(
      fixture.kiln,
      'select field_values as values from contact_import_row where import_id = $1 order by line',
      [importId],
    )
  ).map(({ values }) => values);

describe('contact fields in the rows of an import', () => {
  it('are stored as contacts have them', async () => {
    const level = await fieldOf(owner, { name: 'Level', type: 'number' });
    const clay = await fieldOf(owner, { name: 'Clay', type: 'choices', options: ['Stoneware', 'Porcelain'] });
    const { status, body } = await sent([
      { line: 2, email: 'ana@import.example', fields: { [level]: '3', [clay]: 'porcelain, Stoneware' } },
      { line: 3, email: 'ben@import.example', fields: { [level]: '' } },
      { line: 4, email: 'eva@import.example' },
    ]);
    expect([status, body.total]).toEqual([200, 3]);
    expect(await storedOf(body.id)).toEqual([{ [level]: 3, [clay]: ['Stoneware', 'Porcelain'] }, null, null]);
  });

  it('are refused with every value that does not fit, by its line, and no row is stored', async () => {
    const born = await fieldOf(owner, { name: 'Born', type: 'date' });
    const theirs = await fieldOf(stranger, { name: 'Theirs', type: 'text' });
    const { status, body } = await sent([
      { line: 2, email: 'ana@import.example', fields: { [born]: '2027-03-01' } },
      { line: 3, email: 'ben@import.example', fields: { [born]: 'yesterday' } },
      { line: 4, email: 'eva@import.example', fields: { [theirs]: 'x' } },
    ]);
    expect([status, body.error.details]).toEqual([
      400,
      [
        { field: `rows.1.fields.${born}`, message: 'Line 3: Born: Enter a date such as 2027-03-01.' },
        { field: `rows.2.fields.${theirs}`, message: 'Line 4: This contact field does not exist.' },
      ],
    ]);
    expect(await fixture.rows(fixture.kiln, `select 1 from contact_import_row where field_values ? $1`, [born])).toEqual([]);
  });
});
