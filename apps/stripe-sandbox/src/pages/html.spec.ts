import { describe, expect, it } from '@jest/globals';
import { html, safeUrl } from './html.js';

describe('html', () => {
  it('escapes what is put in, and not its own pieces', () => {
    expect(html`<p title="${'"'}">${'<script>'}${[html`<b>${'&'}</b>`]}${undefined}${false}</p>`.text).toBe(
      '<p title="&quot;">&lt;script&gt;<b>&amp;</b></p>',
    );
  });
  it('links only to http addresses', () => {
    expect(safeUrl('javascript:alert(1)')).toBe('#');
    expect(safeUrl('https://example.com')).toBe('https://example.com');
  });
});
