import { describe, expect, it } from '@jest/globals';
import { cleanLessonHtml } from './lesson-html.js';

describe('the text of a lesson', () => {
  it('keeps what people write', () => {
    const html = '<h2>Centring</h2><p>Wet <strong>both</strong> hands.</p><ul><li>slow</li></ul>';
    expect(cleanLessonHtml(html)).toBe(html);
  });

  it.each([
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<p onclick="x()" style="position:fixed">a</p>', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer" target="_blank">a</a>'],
    ['<a href="//evil.example">a</a>', '<a rel="noopener noreferrer" target="_blank">a</a>'],
    ['<img src="data:image/svg+xml,<svg onload=x()>" onerror="x()">', '<img />'],
    ['<iframe src="https://evil.example"></iframe>', ''],
    ['<svg><style><img src=x onerror=alert(1)></style></svg>', ''],
    ['<form action="https://evil.example"><input name="password"></form>', ''],
  ])('%s becomes %s', (written, kept) => {
    expect(cleanLessonHtml(written)).toBe(kept);
  });

  it('a link opens on its own', () => {
    expect(cleanLessonHtml('<a href="https://glaze.example" target="_self">a</a>')).toBe(
      '<a href="https://glaze.example" target="_blank" rel="noopener noreferrer">a</a>',
    );
  });
});
