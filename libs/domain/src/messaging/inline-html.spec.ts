import { describe, expect, it } from '@jest/globals';
import { isMailUrl, readInline } from './inline-html.js';
import { splitLiquid } from './liquid-ranges.js';

/** CPU time of the fastest of a few runs, so that a busy machine does not count. */
function cpuOf(work: () => unknown): number {
  const runs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user;
  });
  return Math.min(...runs);
}

/** How much longer eight times the input takes: about 8 where time is linear, about 64 where it is quadratic. */
const growth = (work: (size: number) => unknown, size: number): number =>
  cpuOf(() => work(size * 8)) /
  Math.max(
    cpuOf(() => work(size)),
    // The system measures CPU time in steps of some milliseconds, so smaller values are meaningless.
    5000,
  );

describe('reading a text block', () => {
  it.each(['<a {{}}', '{{}}', '{{', '{%', '<a ', '</', '<', '{{<', '<a href="', '<!--', '<title>', '<p>', '}}', '&', '<br>'])(
    'takes time in proportion to its length, however often it repeats %j',
    (piece) => {
      const text = (size: number) => (piece === '<a {{}}' ? `<a ${'{{}}'.repeat(size / 4)}` : piece.repeat(size / piece.length));
      expect(growth((size) => readInline(text(size)), 40_000)).toBeLessThan(30);
    },
  );

  it('keeps Liquid whole, inside and outside of tags', () => {
    expect(readInline('{% if a < b %}<a href="{{ links.portal }}?x={{ event.id }}">x > y</a>{% endif %}')).toEqual({
      problems: [],
      tokens: [
        { kind: 'liquid', value: '{% if a < b %}' },
        { kind: 'open', tag: 'a', href: '{{ links.portal }}?x={{ event.id }}' },
        { kind: 'text', value: 'x > y' },
        { kind: 'close', tag: 'a' },
        { kind: 'liquid', value: '{% endif %}' },
      ],
    });
  });

  it('loses nothing that an author typed', () => {
    for (const text of ['1 < 2', 'I <3 you', 'a <b', '<!-- x -->', 'x </ y>', '{{ "<', '<a href="x', '<?x?>']) {
      const { tokens } = readInline(text);
      expect(tokens.map((token) => ('value' in token ? token.value : '')).join('')).toBe(text);
    }
  });

  it('an angle bracket inside an attribute does not end the tag', () => {
    expect(readInline('<a title="a > b" href="https://a.example">x</a>').tokens[0]).toEqual({
      kind: 'open',
      tag: 'a',
      href: 'https://a.example',
    });
  });

  it('an output that holds an angle bracket is text, so that it cannot hide markup', () => {
    expect(readInline('{{ "<script>" }}').problems).toEqual(["<script> cannot be used in an email's text"]);
    expect(splitLiquid('{{ a > b }}')).toEqual([{ liquid: false, value: '{{ a > b }}' }]);
  });

  it('tags nested too deeply for the libraries that walk them are refused', () => {
    expect(readInline(`${'<em>'.repeat(20)}x${'</em>'.repeat(20)}`).problems).toEqual([]);
    expect(readInline(`${'<em>'.repeat(21)}x${'</em>'.repeat(21)}`).problems).toEqual([
      'tags are nested more than 20 levels deep',
    ]);
  });

  it('a link starts with one of our own links only if there is such a link', () => {
    expect(isMailUrl('{{links.portal}}/courses')).toBe(true);
    expect(isMailUrl('{{- links.portal -}}/courses')).toBe(true);
    expect(isMailUrl('{{ links.foo }}javascript:alert(1)')).toBe(false);
    expect(isMailUrl('{{ links.constructor }}javascript:alert(1)')).toBe(false);
    expect(isMailUrl('{{ links.portal | slice: 0, 0 }}javascript:alert(1)')).toBe(false);
  });
});
