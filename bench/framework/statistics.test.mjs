import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, percentile, ratioOf, summaryOf } from './statistics.mjs';

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

test('a percentile is the smallest value that the share does not exceed', () => {
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile([7], 0.99), 7);
  assert.ok(Number.isNaN(percentile([], 0.5)));
});

test('the median of an even number of values is between the two in the middle', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([9, 1, 5]), 5);
});

test('a ratio is the median of the ratios of neighbouring rounds, not the ratio of the medians', () => {
  // The machine was half as fast in the second pair: both sides alike.
  assert.deepEqual(ratioOf([20, 10, 22], [10, 5, 10]), { median: 2, low: 2, high: 2.2 });
});

test('sides with different numbers of rounds have no ratio', () => {
  assert.throws(() => ratioOf([1], [1, 2]), /as many rounds/);
  assert.throws(() => ratioOf([], []), /as many rounds/);
});

test('throughput counts what was done in the length of the round', () => {
  assert.deepEqual(summaryOf([10, 20, 30, 40], 2, 1), { perSecond: 2, p50Ms: 20, p99Ms: 40, errors: 1 });
});
