import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schedule } from './schedule.mjs';

test('both sides alternate A B B A', () => {
  assert.deepEqual(schedule(4), ['ours', 'peer', 'peer', 'ours', 'ours', 'peer', 'peer', 'ours']);
});

test('each side has as many rounds as were asked for', () => {
  for (const rounds of [1, 2, 3, 5])
    for (const side of ['ours', 'peer']) assert.equal(schedule(rounds).filter((one) => one === side).length, rounds);
});
