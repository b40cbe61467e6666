import { describe, expect, it } from '@jest/globals';
import { problemOf } from './picture';

describe('a chosen file', () => {
  it('that is too large is told before it is sent, with its size', () => {
    expect(problemOf({ name: 'a.png', type: 'image/png', size: 9_500_000 })).toBe(
      'This file has 9.1 MB. Choose one with at most 4 MB.',
    );
  });

  it('that is an SVG is refused with what to do instead', () => {
    expect(problemOf({ name: 'a.svg', type: 'image/svg+xml', size: 900 })).toContain('Save the image as a PNG');
  });

  it('is otherwise for the api to judge by its bytes', () => {
    expect(problemOf({ name: 'a.heic', type: '', size: 900 })).toBeNull();
  });
});
