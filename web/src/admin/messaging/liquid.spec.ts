import { describe, expect, it } from '@jest/globals';
import { bareLiquid, shieldLiquid } from './liquid';

const stored = '<p>{% if event.trialDays > 0 and a < b %}Free &amp; easy{% endif %} {{ event.amount | money }}</p>';

describe('Liquid in the text editor', () => {
  it('comes back as it was stored', () => {
    expect(bareLiquid(shieldLiquid(stored))).toBe(stored);
  });

  it('shows the editor no tag inside a condition', () => {
    expect(shieldLiquid(stored)).toContain('{% if event.trialDays &gt; 0 and a &lt; b %}');
  });

  it('leaves entities outside of Liquid alone', () => {
    expect(bareLiquid('<p>1 &lt; 2 {{ a }}</p>')).toBe('<p>1 &lt; 2 {{ a }}</p>');
  });
});
