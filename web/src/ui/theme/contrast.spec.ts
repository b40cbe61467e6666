import { describe, expect, it } from '@jest/globals';
import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { brandScale, contrast, legible } from './contrast';
import { connectionColours, surfaces, theme } from './tokens';

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#1f6f5c', '#1f6f5c')).toBe(1);
  });

  it('keeps a colour that is legible already', () => {
    expect(legible('#1a624d', '#ffffff')).toBe('#1a624d');
  });

  it.each(['#ffe600', '#ffffff', '#7fd4ff', '#000000', '#ff2d55', '#1f6f5c'])(
    'carries white text on the brand colour %s',
    (brand) => {
      const scale = brandScale(brand);
      expect(contrast(scale[7], '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(scale[3], '#181817')).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['light', 'dark'] as const)('of the lines on a canvas is 3:1 in %s', (scheme) => {
    const page = surfaces(mergeMantineTheme(DEFAULT_THEME, theme))[scheme]['--p-page'] ?? '';
    expect(contrast(connectionColours[scheme], page)).toBeGreaterThanOrEqual(3);
  });
});
