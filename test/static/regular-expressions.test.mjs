import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slowExpressions } from '../../scripts/checks/regular-expressions.mjs';

/** @param {string} text */
const messages = (text) => slowExpressions([{ file: 'a.ts', text }]).map(({ message }) => message);

test('an expression with exponential time is reported with its line', () => {
  assert.deepEqual(messages('const a = 1;\nconst b = /^(?:\\{\\{[^<>]*?\\}\\}|[^<>])*>$/g;'), [
    'a.ts:2: /^(?:\\{\\{[^<>]*?\\}\\}|[^<>])*>$/g is exponential',
  ]);
});

test('an expression with quadratic time is reported', () => {
  assert.match(messages('text.replace(/[ \\t]+$/gm, "");')[0] ?? '', /2nd degree polynomial/);
});

test('a pattern that is put together cannot be judged and is reported', () => {
  assert.match(messages('new RegExp(a + "b");')[0] ?? '', /not a literal/);
});

test('an expression with linear time passes, as a literal and as a call', () => {
  assert.deepEqual(messages('/^[a-z]+$/.test(a); new RegExp("[0-9]{3}", "u"); const half = a / b / c;'), []);
});
