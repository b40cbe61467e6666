import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Change, EventLog } from '@perennial/services';
import { StuckWorkflows } from '@perennial/worker';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { pino } from 'pino';
import { openDatabase, type TestDatabase } from '../../support/database.js';

// Real: the worker's list in Postgres. Temporal's response is simulated.
let db: TestDatabase;
let kiln: string;
let changes: Change[];
let found: { workflowId: string; executionId: string; cause: string }[] = [];
let list: StuckWorkflows;

beforeAll(async () => {
  db = await openDatabase('stuck');
  kiln = await db.school('kiln');
  await db.school('bread');
  const events = new EventLog(db.tenancy, undefined, { publish: (change) => changes.push(change) });
  const answers = async function* (): AsyncGenerator<WorkflowExecutionInfo> {
    for (const { workflowId, executionId, cause } of found)
      yield {
        workflowId,
        runId: executionId,
        searchAttributes: { SchoolId: [kiln], TemporalReportedProblems: [`cause=${cause}`] },
      } as unknown as WorkflowExecutionInfo;
  };
  const client = {
    workflow: { list: ({ query }: { query?: string } = {}) => (query?.includes('Reported') ? answers() : none()) },
  };
  list = new StuckWorkflows(db.tenancy, db.app, events, client as never, pino({ level: 'silent' }));
}, 60_000);
beforeEach(() => {
  changes = [];
});
afterAll(() => db.close());

async function* none(): AsyncGenerator<WorkflowExecutionInfo> {}

const stored = () =>
  db.tenancy.withSchool(kiln, () => db.tenancy.rows<{ cause: string }>('select cause from stuck_workflow order by cause'));

describe('the list of stuck workflows', () => {
  const one = { workflowId: `run-${randomUUID()}`, executionId: randomUUID(), cause: 'WorkflowTaskFailedCauseUnknown' };

  it('announces an entry that is new, changed or gone to its school, and nothing while it stays the same', async () => {
    const told = { schoolId: kiln, contactId: null, portal: [], admin: [{ key: 'stuck-workflows' }, { key: 'home' }] };
    found = [one];
    await list.once();
    expect(changes).toEqual([told]);
    await list.once();
    expect(changes).toHaveLength(1);
    found = [{ ...one, cause: 'NonDeterministicError' }];
    await list.once();
    expect(changes).toHaveLength(2);
    expect(await stored()).toEqual([{ cause: 'NonDeterministicError' }]);
    found = [];
    await list.once();
    expect(changes).toEqual([told, told, told]);
    expect(await stored()).toEqual([]);
  });

  it('forgets a restart that was asked for two minutes ago and did not help, and announces that', async () => {
    found = [one];
    await list.once();
    const ask = (ago: string) => db.asOwner(`update stuck_workflow set restart_requested_at = now() - $1::interval`, [ago]);
    await ask('1 minute');
    await list.once();
    expect(changes).toHaveLength(1);
    await ask('3 minutes');
    await list.once();
    expect(changes).toHaveLength(2);
    expect(await db.asOwner('select restart_requested_at from stuck_workflow')).toEqual([{ restart_requested_at: null }]);
  });
});
