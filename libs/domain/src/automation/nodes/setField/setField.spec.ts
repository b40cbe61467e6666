import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../../../../spec-support/nodes.js';
import type { FieldScope } from '../../../conditions/index.js';
import { setField } from './index.js';

const names = (kind: string) => (kind === 'field' ? 'Level' : undefined);
const scope: FieldScope = {
  eventTypes: [],
  contactFields: [{ id: someId, name: 'Level', type: 'choice', options: ['Beginner', 'Expert'] }],
};

describe('set field', () => {
  it('sets the value in our own database', () => {
    expect(setField.plan({ field: someId, value: 'Expert' }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'setField', scope: 'own', fieldId: someId, value: 'Expert' },
    });
  });

  it.each([
    ['Expert', 'Set the field “Level” to “Expert”'],
    [true, 'Set the field “Level” to “yes”'],
    [['Clay', 'Glaze'], 'Set the field “Level” to “Clay, Glaze”'],
    [0, 'Set the field “Level” to “0”'],
    [null, 'Remove the value of the field “Level”'],
    ['', 'Remove the value of the field “Level”'],
    [[], 'Remove the value of the field “Level”'],
  ])('with %j reads as a sentence', (value, sentence) => {
    expect(setField.summary({ field: someId, value }, names)).toBe(sentence);
  });

  it('without a field of the school is not finished', () => {
    for (const field of ['', 'Level']) expect(setField.schema.safeParse({ field, value: 'x' }).success).toBe(false);
  });

  it('is refused with a value that the field cannot have, where the fields are known', () => {
    const problems = (value: unknown, given = scope) => setField.inspect({ field: someId, value }, given).problems;
    expect(problems('Wood')).toEqual([
      { path: 'value', message: '“Level” cannot have this value.', fix: 'Choose from: Beginner, Expert.' },
    ]);
    expect([problems('expert'), problems(null), problems('Wood', { eventTypes: [] })]).toEqual([[], [], []]);
  });
});
