import { describe, expect, it } from '@jest/globals';
import { embedUrl, isPlayable } from './video-url.js';

it.each([
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', true],
  ['https://youtu.be/dQw4w9WgXcQ', true],
  ['https://player.vimeo.com/video/1', true],
  ['https://files.kiln.example/centring.mp4?token=1', true],
  ['https://files.kiln.example/live/master.m3u8', true],
  ['http://files.kiln.example/centring.mp4', false],
  ['https://youtube.com.evil.example/watch', false],
  ['https://evil.example/?x=.mp4', false],
  ['https://user:pass@files.kiln.example/centring.mp4', false],
  ['javascript:alert(1)//.mp4', false],
  ['centring.mp4', false],
  // Pages of a host that we embed, which are no video: the portal would show an empty player.
  ['https://www.youtube.com/@kiln', false],
  ['https://vimeo.com/channels/staffpicks', false],
])('%s can be played: %s', (address, playable) => {
  expect(isPlayable(address)).toBe(playable);
});

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
