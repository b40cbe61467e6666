import { expect, it } from '@jest/globals';
import { linkLifeInWords } from './mailed-links.js';

it.each([
  ['sign_in', '30 minutes'],
  ['reset_password', '1 hour'],
  ['welcome', '7 days'],
] as const)('a %s link says that it works for %s', (purpose, words) => {
  expect(linkLifeInWords(purpose)).toBe(words);
});
