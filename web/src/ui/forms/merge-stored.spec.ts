import { describe, expect, it } from '@jest/globals';
import { mergeStored } from './merge-stored';

const base = { name: 'Kiln', days: 7, products: ['a'] };

describe('a form whose record was stored by somebody else', () => {
  it('shows what is stored in the fields that nobody edited here', () => {
    expect(mergeStored(base, base, { name: 'Kiln and Co', days: 9, products: ['a', 'b'] })).toEqual({
      values: { name: 'Kiln and Co', days: 9, products: ['a', 'b'] },
      contested: [],
    });
  });

  it('keeps what was typed, and names the fields that both changed', () => {
    const typed = { ...base, name: 'My kiln', days: 14 };
    expect(mergeStored(base, typed, { name: 'Their kiln', days: 7, products: [] })).toEqual({
      values: { name: 'My kiln', days: 14, products: [] },
      contested: ['name'],
    });
  });

  it('contests nothing where both typed the same, or where only spaces were removed by the server', () => {
    expect(mergeStored(base, { ...base, name: 'New' }, { ...base, name: 'New' }).contested).toEqual([]);
    expect(mergeStored({ ...base, name: 'Kiln ' }, { ...base, name: 'Kiln & Co' }, base).contested).toEqual([]);
  });
});
