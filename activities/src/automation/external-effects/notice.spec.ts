import { describe, expect, it } from '@jest/globals';
import { htmlOf, noticeOf } from './notice.js';

describe('a notice to staff', () => {
  it('keeps lines and paragraphs, and shows markup as it was typed', () => {
    expect(htmlOf('Call <b>them</b> & ask\ntoday\n\n{{ contact.name }} waits')).toBe(
      '<p>Call &lt;b&gt;them&lt;/b&gt; &amp; ask<br>today</p><p>{{ contact.name }} waits</p>',
    );
  });

  it('names the person and links to their page, unless it is about no one', () => {
    const texts = { subject: 'Call back', message: 'Today.' };
    expect(noticeOf(texts, true).blocks.map(({ type }) => type)).toEqual(['text', 'facts', 'button']);
    expect(noticeOf(texts, false).blocks.map(({ type }) => type)).toEqual(['text']);
  });
});
