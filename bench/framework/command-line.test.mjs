import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommandLine } from './command-line.mjs';

test('only what was given replaces the defaults of a bench', () => {
  assert.deepEqual(readCommandLine(['graph', '--rounds', '2', '--allow-busy']), {
    name: 'graph',
    json: false,
    given: { rounds: 2, allowBusy: true },
  });
});

test('an option that is not a number is reported with the reason', () => {
  assert.throws(() => readCommandLine(['graph', '--rounds', '2.5']), /--rounds must be a whole number of at least 1, not "2.5"/);
  assert.throws(() => readCommandLine(['graph', '--seconds', '']), /--seconds must be a number/);
});

test('two benches are not measured at once', () => {
  assert.throws(() => readCommandLine(['graph', 'mail']), /one bench at a time, not also mail/);
});
