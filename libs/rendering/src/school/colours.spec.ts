import { describe, expect, it } from '@jest/globals';
import { darkPalette, lightPalette } from '../messaging/styles.js';
import { contrast, readableAs, readableOn } from './colours.js';

const brands = ['#1f6f5c', '#f2d649', '#10163a', '#fdfdfb', '#000000', '#ff0000', '#808080', '#e91e63', '#00bcd4'];

describe('brand colours', () => {
  it('black on white has the highest contrast', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  });

  it.each(brands)('%s carries a button text that can be read', (colour) => {
    expect(contrast(readableOn(colour), colour)).toBeGreaterThan(3.9);
  });

  it.each(brands)('%s becomes a link colour that can be read in light and in dark', (colour) => {
    for (const { accent, card } of [lightPalette(colour), darkPalette(colour)]) {
      expect(contrast(accent, card)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('a brand that can be read is left as it is', () => {
    expect(readableAs('#1f6f5c', '#ffffff')).toBe('#1f6f5c');
  });

  it('a button never melts into the card', () => {
    for (const colours of brands.flatMap((brand) => [lightPalette(brand), darkPalette(brand)])) {
      expect(Math.max(contrast(colours.button, colours.card), contrast(colours.buttonEdge, colours.card))).toBeGreaterThan(1.45);
    }
  });
});
