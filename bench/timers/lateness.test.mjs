import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latenessOf } from './lateness.mjs';

test('waits that did not end, ended twice or ended early are counted', () => {
  const due = new Map([
    ['a', 1000],
    ['b', 1000],
    ['c', 2000],
    ['d', 2000],
  ]);
  const ended = [
    { person: 'a', at: 1500 },
    { person: 'b', at: 900 },
    { person: 'c', at: 4000 },
    { person: 'c', at: 9000 },
  ];
  assert.deepEqual(latenessOf(due, ended), { p50Seconds: 0.5, p99Seconds: 2, maxSeconds: 2, lost: 1, twice: 1, early: 1 });
});
