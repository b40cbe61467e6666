import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fateOf, MOST_ATTEMPTS } from './discard.mjs';

test('a round is kept while other programs use a tenth of a core at most', () => {
  assert.equal(fateOf({ unrelated: 0.1, attempt: 1, allowBusy: false }), 'keep');
  assert.equal(fateOf({ unrelated: 0.11, attempt: 1, allowBusy: false }), 'repeat');
});

test('a machine that is never quiet ends the bench', () => {
  assert.equal(fateOf({ unrelated: 1, attempt: MOST_ATTEMPTS, allowBusy: false }), 'give up');
});

test('--allow-busy keeps every round', () => {
  assert.equal(fateOf({ unrelated: 2, attempt: MOST_ATTEMPTS, allowBusy: true }), 'keep');
});
