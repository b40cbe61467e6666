import { describe, expect, it } from '@jest/globals';
import { plainParagraphs } from './plain-text.js';

describe('the paragraphs of a text in HTML', () => {
  it('are without markup, pictures and addresses', () => {
    expect(
      plainParagraphs(
        '<h2>Centring</h2><p>Wet <b>both</b> hands &amp; <a href="https://x.example">press</a>.</p><img src="x" alt="y">',
      ),
    ).toEqual(['Centring', 'Wet both hands & press.']);
  });

  it('are none without a text', () => {
    expect(plainParagraphs('<p></p>')).toEqual([]);
  });
});
