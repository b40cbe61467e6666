import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReached, lineOf, shown } from './verdict.mjs';

test('a figure at its goal has reached it, in either direction', () => {
  assert.ok(isReached({ name: 'x', value: 3, goal: 3, bound: 'at least' }));
  assert.ok(!isReached({ name: 'x', value: 2.99, goal: 3, bound: 'at least' }));
  assert.ok(isReached({ name: 'x', value: 100, goal: 100, bound: 'at most' }));
  assert.ok(!isReached({ name: 'x', value: 101, goal: 100, bound: 'at most' }));
});

test('the median decides, not the best round', () => {
  assert.ok(!isReached({ name: 'x', value: { median: 2.9, low: 1, high: 9 }, goal: 3, bound: 'at least' }));
});

test('a figure that could not be measured has not reached its goal', () => {
  const figure = /** @type {const} */ ({ name: 'graph beside n8n', goal: 3, bound: 'at least', missing: 'n8n is not installed' });
  assert.ok(!isReached(figure));
  assert.equal(lineOf(figure), 'graph beside n8n: not measured, n8n is not installed (goal >= 3)');
  assert.ok(!isReached({ name: 'x', value: Number.NaN, goal: 3, bound: 'at most' }));
});

test('each figure is one line with its ratio and its goal', () => {
  assert.equal(lineOf({ name: 'graph c=1', value: 3.456, goal: 3, bound: 'at least' }), 'graph c=1: ratio 3.46 (goal >= 3)');
  assert.equal(
    lineOf({ name: 'timers', value: 2.5, goal: 2, bound: 'at most', unit: 's' }),
    'timers: 2.5 s (goal <= 2 s) not reached',
  );
});

test('a figure without a goal is shown, and reached once it is measured', () => {
  const figure = { name: 'cost, statements', value: 94, unit: 'statements' };
  assert.equal(lineOf(figure), 'cost, statements: 94 statements');
  assert.ok(isReached(figure));
  assert.ok(!isReached({ name: 'cost, statements' }));
});

test('numbers are shown with three significant digits', () => {
  assert.deepEqual([0, 0.01234, 1.005, 12.345, 12_345.6].map(shown), ['0', '0.0123', '1', '12.3', '12346']);
});
