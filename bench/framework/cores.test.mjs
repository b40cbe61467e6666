import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coresBetween } from './cores.mjs';
import { timesIn } from './proc.mjs';

/** @param {Record<number, [parent: number, own: number, children?: number, started?: string]>} processes */
const snapshotOf = (processes) =>
  new Map(
    Object.entries(processes).map(([pid, [parent, own, children = 0, started = pid]]) => [
      Number(pid),
      { parent, own, children, started },
    ]),
  );
const labels = new Map([
  [10, 'bench'],
  [20, 'postgres'],
]);

test('work of a child belongs to the nearest named process above it', () => {
  const before = snapshotOf({ 10: [1, 0], 20: [10, 0], 21: [20, 100], 30: [1, 5] });
  const after = snapshotOf({ 10: [1, 10], 20: [10, 0], 21: [20, 150], 30: [1, 25] });
  assert.deepEqual(coresBetween({ before, after, ticks: 100, labels }), {
    cores: { bench: 0.1, postgres: 0.5 },
    unrelated: 0.2,
  });
});

test('a process that began in the round counts with all that it has used', () => {
  const after = snapshotOf({ 10: [1, 0], 40: [1, 30] });
  assert.equal(coresBetween({ before: snapshotOf({ 10: [1, 0] }), after, ticks: 100, labels }).unrelated, 0.3);
});

test('a process ID that was given to another process counts from zero', () => {
  const before = snapshotOf({ 40: [1, 500, 0, 'earlier'] });
  const after = snapshotOf({ 40: [1, 20, 0, 'later'] });
  assert.equal(coresBetween({ before, after, ticks: 100, labels }).unrelated, 0.2);
});

test('a child that ended counts with what it used in the round only', () => {
  const before = snapshotOf({ 50: [1, 0, 0], 51: [50, 400] });
  const after = snapshotOf({ 50: [1, 0, 430] });
  assert.equal(coresBetween({ before, after, ticks: 100, labels }).unrelated, 0.3);
});

test('a whole family that ended counts with what it used in the round only', () => {
  const before = snapshotOf({ 50: [1, 0, 0], 51: [50, 10, 5], 52: [51, 4000] });
  const after = snapshotOf({ 50: [1, 0, 4035] });
  assert.equal(coresBetween({ before, after, ticks: 100, labels }).unrelated, 0.2);
});

test('an orphan that ended counts with what it used in the round only, whoever waited for it', () => {
  const before = snapshotOf({ 7: [1, 0, 0], 8: [7, 0, 0], 50: [8, 0], 51: [50, 4000] });
  const after = snapshotOf({ 7: [1, 0, 4030], 8: [7, 0, 0] });
  assert.equal(coresBetween({ before, after, ticks: 100, labels }).unrelated, 0.3);
});

test('kernel threads count for nobody', () => {
  const before = snapshotOf({ 2: [0, 0], 60: [2, 0] });
  const after = snapshotOf({ 2: [0, 0], 60: [2, 50] });
  assert.deepEqual(coresBetween({ before, after, ticks: 100, labels }), { cores: {}, unrelated: 0 });
});

test('the name of a process may contain spaces and parentheses', () => {
  const stat = '77 (a) b (c) S 10 77 77 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 11 0 98765 1 2';
  assert.deepEqual(timesIn(stat), { parent: 10, started: '98765', own: 200, children: 10 });
});
