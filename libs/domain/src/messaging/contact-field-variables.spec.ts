import { describe, expect, it } from '@jest/globals';
import { fieldVariable, mailFieldValue, sampleVariables, templateVariables } from './index.js';

const fields = [
  { id: '01920000-0000-7000-8000-000000000004', name: 'Level', type: 'number' },
  { id: '01920000-0000-7000-8000-000000000005', name: 'Clay', type: 'choice' },
];

describe('a contact field in emails', () => {
  it.each([
    ['text', 'Blue', 'Blue'],
    ['number', 0, 0],
    ['date', '2027-03-01', '1 Mar 2027'],
    ['text', '2027-03-01', '2027-03-01'],
    ['choices', ['Clay', 'Glaze'], 'Clay, Glaze'],
    ['boolean', false, 'no'],
    ['text', null, undefined],
    ['choices', [], undefined],
  ])('of the type %s with the value %j reads %j', (type, value, text) => {
    expect(mailFieldValue(type, value)).toBe(text);
  });

  it('is a variable with its name, and a sample value for previews', () => {
    const offered = templateVariables(['trial.ending'], 'contact', fields).filter(({ path }) =>
      path.startsWith('contact.fields'),
    );
    expect(offered.map(({ label, kind, insert }) => [label, kind, insert])).toEqual([
      ['Level', 'number', `{{ ${fieldVariable(fields[0]!.id)} }}`],
      ['Clay', 'text', `{{ ${fieldVariable(fields[1]!.id)} }}`],
    ]);
    expect(sampleVariables('trial.ending', 'contact', fields).contact.fields).toEqual({
      [fields[0]!.id]: 7,
      [fields[1]!.id]: 'Clay',
    });
  });
});
