import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { start, type WorkflowCall, wake, workflows } from '@perennial/contracts';
import { createDataSource, StuckWorkflow } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { StripeRecovery } from '@perennial/worker';
import type { DataSource } from 'typeorm';
import { drain, relayOver } from '../../support/relay.js';
import { Till } from './till.js';

let till: Till;
let database: DataSource;
let relay: DataSource;
let recovery: StripeRecovery;

beforeAll(async () => {
  till = await Till.open();
  const url = till.fixture.databaseUrl;
  database = createDataSource({ url, poolSize: 1 });
  relay = createDataSource({ url, poolSize: 2, role: 'relay' });
  await database.initialize();
  await relay.initialize();
  const { tenancy, clocks, events } = till.activities;
  recovery = new StripeRecovery(tenancy, database, till.clients, clocks, events, createLogger('silent', 'spec'));
}, 90_000);
afterAll(async () => {
  await database.destroy();
  await relay.destroy();
  await till.close();
});

/** As workers list a workflow that gave up. */
const gaveUp = (schoolId: string, workflowId: string, cause: string, contactId: string | null = null) =>
  till.activities.tenancy.withSchool(schoolId, () =>
    till.activities.tenancy.repo(StuckWorkflow).insert({ workflowId, executionId: `${workflowId}-1`, contactId, cause }),
  );
const delivered = async () => {
  const calls: WorkflowCall[] = [];
  await drain(relayOver(relay, { make: async (call) => void calls.push(call) }));
  return calls;
};

describe('workflows that gave up during an outage of Stripe', () => {
  it('continue as soon as Stripe answers, once, and no others', async () => {
    const { kiln } = till.fixture;
    const buyer = await till.buyer('2027-06-10T15:00:00.000Z');
    const { id, contactId } = await till.membership(buyer);
    await delivered();
    const membership = workflows.membership.id(id);
    const reconcile = workflows.reconcile.id(kiln);
    await gaveUp(kiln, membership, 'stripe_unavailable', contactId);
    await gaveUp(kiln, reconcile, 'timed_out');
    await gaveUp(kiln, workflows.enrolment.id(id), 'timed_out', contactId);
    await gaveUp(kiln, workflows.membership.id(contactId), 'database_unavailable');
    await till.control('/faults', { status: '500', count: '1000' });
    expect(await recovery.once()).toEqual([]);
    expect(await delivered()).toEqual([]);

    await till.control('/faults/clear');
    expect((await recovery.once()).sort()).toEqual([membership, reconcile].sort());
    expect(await recovery.once()).toEqual([]);
    const calls = await delivered();
    expect(calls).toContainEqual(wake('membership', id));
    expect(calls).toContainEqual(wake('reconcile', kiln));
    expect(calls).not.toContainEqual(start('reconcile', { schoolId: kiln }));
  });

  it('continue school by school: an account that answers proves nothing about another one', async () => {
    const { kiln, bread } = till.fixture;
    const [own, other] = [kiln, bread].map((id) => workflows.membership.id(id));
    await gaveUp(kiln, own ?? '', 'stripe_unavailable');
    await gaveUp(bread, other ?? '', 'stripe_unavailable');
    await till.control('/faults', { status: '500', count: '1000' });
    expect(await recovery.once()).toEqual([other]);
    await till.control('/faults/clear');
    expect(await recovery.once()).toEqual([own]);
  });
});
