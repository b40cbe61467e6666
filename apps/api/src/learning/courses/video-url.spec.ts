import { expect, it } from '@jest/globals';
import { isPlayable } from './video-url.js';

it.each([
  ['https://www.youtube.com/watch?v=abc', true],
  ['https://youtu.be/abc', true],
  ['https://player.vimeo.com/video/1', true],
  ['https://files.kiln.example/centring.mp4?token=1', true],
  ['https://files.kiln.example/live/master.m3u8', true],
  ['http://files.kiln.example/centring.mp4', false],
  ['https://youtube.com.evil.example/watch', false],
  ['https://evil.example/?x=.mp4', false],
  ['https://user:pass@files.kiln.example/centring.mp4', false],
  ['javascript:alert(1)//.mp4', false],
  ['centring.mp4', false],
])('%s can be played: %s', (address, playable) => {
  expect(isPlayable(address)).toBe(playable);
});
