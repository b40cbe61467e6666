import { describe, expect, it } from '@jest/globals';
import { idempotencyKey } from './idempotency-key.js';

const titles = [
  'Pottery — all year',
  '“Quotes” and ‘more’',
  'Emoji 🏺',
  'Керамика',
  '陶芸',
  'Two\nlines',
  'Töpfern: für alle',
  'a:b',
];

describe('an idempotency key', () => {
  it('stays as it is where every part is plain', () => {
    expect(idempotencyKey('plan', '0192-ab', 'price', 'price_1', 2900)).toBe('plan:0192-ab:price:price_1:2900');
  });

  it.each(titles)('can be sent in a header when a part is %j', (title) => {
    const key = idempotencyKey('plan', '1', 'product', title);
    expect(new Headers({ 'Idempotency-Key': key }).get('Idempotency-Key')).toBe(key);
    expect(key).toMatch(/^plan:1:product:[0-9a-f]{32}$/);
  });

  it('differs for different text and is the same for the same text, composed or decomposed', () => {
    expect(new Set(titles.map((title) => idempotencyKey('product', title))).size).toBe(titles.length);
    expect(idempotencyKey('product', 'é!')).toBe(idempotencyKey('product', 'e\u0301!'));
  });

  it('is never longer than Stripe accepts', () => {
    expect(idempotencyKey('product', 'x'.repeat(400)).length).toBeLessThanOrEqual(255);
  });
});
