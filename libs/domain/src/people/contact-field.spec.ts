import { describe, expect, it } from '@jest/globals';
import { ContactFieldInput, type ContactFieldType, fieldValueText, readFieldValue, readFieldValues } from './contact-field.js';

const options = ['Clay', 'Glaze', 'Café'];
const read = (type: ContactFieldType, raw: unknown) => readFieldValue({ type, options }, raw);

describe('the value of a contact field', () => {
  it.each([
    ['text', ' Blue ', 'Blue'],
    ['number', '12.5', 12.5],
    ['number', 0, 0],
    ['date', '2028-02-29', '2028-02-29'],
    ['boolean', 'No', false],
    ['boolean', true, true],
    ['choice', ' clay ', 'Clay'],
    ['choices', 'glaze, CLAY,glaze', ['Clay', 'Glaze']],
    ['choices', ['Café'], ['Café']],
  ] as const)('of the kind %s is read from %j', (type, raw, value) => {
    expect(read(type, raw)).toEqual({ value });
  });

  it.each(['text', 'number', 'date', 'boolean', 'choice', 'choices'] as const)('of the kind %s is removed by nothing', (type) => {
    for (const raw of [null, undefined, '', '  ']) expect(read(type, raw)).toEqual({ value: null });
  });

  it.each([
    ['number', 'twelve', 'Enter a number such as 12.5.'],
    ['number', Number.NaN, 'Enter a number such as 12.5.'],
    ['date', '2027-02-29', 'Enter a date such as 2027-03-01.'],
    ['date', '01.03.2027', 'Enter a date such as 2027-03-01.'],
    ['boolean', 'maybe', 'Enter yes or no.'],
    ['choice', 'Wood', 'Choose from: Clay, Glaze, Café.'],
    ['choices', ['Clay', 'Wood'], 'Choose from: Clay, Glaze, Café.'],
    ['text', 7, 'Enter text.'],
    ['text', 'a\0b', 'Enter text.'],
    ['text', '\ud83d', 'Enter text.'],
  ] as const)('of the kind %s is refused as %j', (type, raw, problem) => {
    expect(read(type, raw)).toEqual({ problem });
  });

  it('is read with the others of a contact, and each problem names its field', () => {
    const fields = [
      { id: 'a', name: 'Level', type: 'number', options: [] },
      { id: 'b', name: 'Clay', type: 'choice', options },
    ] as const;
    const { values, problems } = readFieldValues(fields, { ' level': '3', b: 'Wood', c: 'x' });
    expect([...values]).toEqual([['a', 3]]);
    expect(problems).toEqual([
      { key: 'b', message: 'Clay: Choose from: Clay, Glaze, Café.' },
      { key: 'c', message: 'This contact field does not exist.' },
    ]);
  });

  it('reads as text', () => {
    expect([fieldValueText(true), fieldValueText(['Clay', 'Glaze']), fieldValueText(7)]).toEqual(['yes', 'Clay, Glaze', '7']);
  });
});

describe('a contact field', () => {
  it.each([
    [{ name: 'Kiln', type: 'choice', options: [] }, 'Enter at least one option.'],
    [{ name: 'Kiln', type: 'choice', options: ['A', ' a '] }, 'Each option can be listed once.'],
    [{ name: ' ', type: 'text' }, 'Enter a name.'],
  ])('%j is refused', (input, message) => {
    expect(ContactFieldInput.safeParse(input).error?.issues.map((issue) => issue.message)).toContain(message);
  });
});
