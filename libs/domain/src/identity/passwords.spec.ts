import { expect, it } from '@jest/globals';
import { newPasswordProblem } from './passwords.js';
import { NewPassword } from './passwords-schema.js';

it.each([
  [9, 'Use at least 10 characters.'],
  [10, null],
  [200, null],
  [201, 'Use at most 200 characters.'],
])('a password of %d characters: %s, in a form and in the API alike', (length, problem) => {
  const password = 'x'.repeat(length);
  expect(newPasswordProblem(password)).toBe(problem);
  expect(NewPassword.safeParse(password).success).toBe(problem === null);
});
