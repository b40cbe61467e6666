import { describe, expect, it } from '@jest/globals';
import { hideValues } from './hide-values.js';

describe('hidden values', () => {
  it.each([
    ['as it is', 'a&b "c"', 'got a&b "c"', 'got ••••'],
    ['as an address writes it', 'a&b "c"', 'GET /?k=a%26b%20%22c%22', 'GET /?k=••••'],
    ['as JSON writes it', 'a&b "c"', '{"k":"a&b \\"c\\""}', '{"k":"••••"}'],
    ['every time', 'canary', 'canary canary', '•••• ••••'],
  ])('are hidden %s', (_, value, text, kept) => {
    expect(hideValues([value])(text)).toBe(kept);
  });
  it('are hidden whole if one is a part of another', () => {
    expect(hideValues(['sk-1234', 'Bearer sk-1234'])('Bearer sk-1234')).toBe('••••');
  });
  it('are left alone if they are too short to be secrets', () => {
    expect(hideValues(['', 'on'])('one')).toBe('one');
  });
});
