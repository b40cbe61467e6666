import { describe, expect, it } from '@jest/globals';
import { freeSlug, slugOf } from './slug.js';

describe('slug', () => {
  it.each([
    ['Töpfern für alle!', 'topfern-fur-alle'],
    ['  Pottery, all year  ', 'pottery-all-year'],
    ['陶芸', 'untitled'],
    ['Straße', 'strasse'],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('%j is %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('counts up past those that are taken', () => {
    expect(freeSlug('Pottery', new Set(['pottery', 'pottery-2']))).toBe('pottery-3');
  });
});
