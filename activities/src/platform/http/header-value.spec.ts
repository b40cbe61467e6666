import { describe, expect, it } from '@jest/globals';
import { headerValue } from './header-value.js';

describe('a header of a call', () => {
  it.each(['Pottery — all year', '“Quotes”', 'Emoji 🏺', 'Керамика', '陶芸', 'Jürgen'])('carries %j as UTF-8', (text) => {
    const sent = new Headers({ 'X-Name': headerValue(text) }).get('X-Name') ?? '';
    expect(Buffer.from(sent, 'latin1').toString('utf8')).toBe(text);
  });

  it('cannot be ended by a line break, and so cannot start another header', () => {
    expect(headerValue('Ana\r\nX-Admin: yes\u0000')).toBe('Ana X-Admin: yes');
  });
});
