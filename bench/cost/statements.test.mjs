import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementsIn } from './statements.mjs';

test('a statement counts once, though its parse and bind are logged too, and a commit is one', () => {
  const log = [
    'worker|LOG:  duration: 0.1 ms  statement: BEGIN',
    'worker|LOG:  duration: 0.1 ms  parse <unnamed>: select 1',
    'worker|LOG:  duration: 0.1 ms  bind <unnamed>: select 1',
    'worker|LOG:  duration: 0.1 ms  execute <unnamed>: insert into a values ($1)',
    "worker|DETAIL:  Parameters: $1 = 'statement: no'",
    '\t  on conflict do nothing',
    'worker|LOG:  duration: 0.1 ms  statement: COMMIT',
    'relay|LOG:  duration: 0.1 ms  execute claim: update lane set owner = $1',
  ].join('\n');
  assert.deepEqual(statementsIn(log), { worker: { statements: 3, commits: 1 }, relay: { statements: 1, commits: 0 } });
});
