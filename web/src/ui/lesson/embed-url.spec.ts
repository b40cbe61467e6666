import { describe, expect, it } from '@jest/globals';
import { embedUrl } from './embed-url';

describe('a video to embed', () => {
  it('knows the addresses of videos that people copy', () => {
    expect(embedUrl('https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ')).toBe(
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    );
    expect(embedUrl('https://vimeo.com/76979871')).toBe('https://player.vimeo.com/video/76979871');
    expect(embedUrl('https://www.youtube.com/live/dQw4w9WgXcQ')).toBe('https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ');
    expect(embedUrl('https://vimeo.com/76979871/0f9a3c2b1d')).toBe('https://player.vimeo.com/video/76979871?h=0f9a3c2b1d');
    expect(embedUrl('https://player.vimeo.com/video/76979871?h=0f9a3c2b1d')).toBe(
      'https://player.vimeo.com/video/76979871?h=0f9a3c2b1d',
    );
    expect(embedUrl('https://cdn.example.com/a.mp4')).toBeUndefined();
  });
});
