import { describe, expect, it } from '@jest/globals';
import { decodeForm } from './form.js';

describe('decodeForm', () => {
  it('nests keys in brackets and turns numbered keys into lists', () => {
    expect(decodeForm('items[0][price]=price_1&items[0][quantity]=2&items[1][price]=price_2&metadata[a+b]=c%26d')).toEqual({
      items: [{ price: 'price_1', quantity: '2' }, { price: 'price_2' }],
      metadata: { 'a b': 'c&d' },
    });
  });

  it('orders list items by their number, not by their place', () => {
    expect(decodeForm('a[1]=second&a[0]=first')).toEqual({ a: ['first', 'second'] });
  });

  it('appends with empty brackets', () => {
    expect(decodeForm('types[]=a&types[]=b')).toEqual({ types: ['a', 'b'] });
  });

  it('keeps the empty value, which means unset', () => {
    expect(decodeForm('metadata[x]=&description=&flag')).toEqual({ metadata: { x: '' }, description: '', flag: '' });
  });

  it('does not let a key reach the prototype', () => {
    decodeForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
