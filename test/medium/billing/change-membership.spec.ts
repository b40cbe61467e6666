import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createAdvanceActivities,
  createExternalEffectActivities,
  MailSender,
  Outbound,
  PublicAddresses,
  UrlCalls,
} from '@perennial/activities';
import { AutomationRun, createDataSource } from '@perennial/db';
import { CallSecrets, SecretBox } from '@perennial/stripe';
import type { DataSource } from 'typeorm';
import { line, publish } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import { startedBy } from '../../support/walks.js';
import { type Buyer, Till } from './till.js';

const start = '2027-06-10T15:00:00.000Z';
const secret = Buffer.alloc(32, 1).toString('base64');
const outbound = new Outbound([]);
let till: Till;
let relay: DataSource;
let names = 0;

beforeAll(async () => {
  till = await Till.open();
  relay = await createDataSource({ url: till.fixture.databaseUrl, role: 'relay', poolSize: 2 }).initialize();
}, 90_000);
afterAll(async () => {
  await relay.destroy();
  await outbound.close();
  await till.close();
});

const inSchool = <T>(work: () => Promise<T>): Promise<T> => till.activities.tenancy.withSchool(till.fixture.kiln, work);

function effects() {
  const { activities } = till;
  const mailer = { send: async () => {}, close() {} };
  const mail = new MailSender(activities, mailer, new PublicAddresses('http://admin', 'http://{slug}.localhost', secret));
  const calls = new UrlCalls(activities, outbound, new CallSecrets(activities.tenancy, new SecretBox(secret)));
  return createExternalEffectActivities(activities, mail, calls);
}

/** A member whose journey is at a step that changes a membership; of the plan on sale, unless settings say otherwise. */
async function atChange(buyer: Buyer, change: string, settings: object = {}): Promise<string> {
  const name = `change ${names++}`;
  const config = { change, membershipFrom: 'plan', planId: till.plan.id, ...settings };
  const { contactId } = await till.membership(buyer);
  await inSchool(async () => {
    const step = { id: 'change', kind: 'changeMembership', config };
    await publish(till.activities, line(startedBy(name), step, { id: 'end', kind: 'exit' }), name);
    await till.activities.events.record({
      type: 'custom.event',
      contactId,
      occurredAt: new Date(start),
      data: { name, properties: {} },
    });
  });
  await drain(relayOver(relay, { wall: () => new Date(start) }));
  const run = await inSchool(() =>
    till.activities.tenancy.repo(AutomationRun).findOneOrFail({ where: { contactId }, order: { id: 'DESC' } }),
  );
  expect(await advance(run.id)).toMatchObject({ kind: 'act', effect: 'changeMembership' });
  return run.id;
}

async function advance(runId: string) {
  const { revision } = await inSchool(() => till.activities.tenancy.repo(AutomationRun).findOneByOrFail({ id: runId }));
  const input = { schoolId: till.fixture.kiln, runId, expectedRevision: revision };
  return createAdvanceActivities(till.activities).advance(input);
}

/** Makes the change, and whether the step found a membership. */
async function change(runId: string): Promise<unknown> {
  await effects().changeMembership({ schoolId: till.fixture.kiln, runId });
  expect((await advance(runId)).kind).toBe('finish');
  const [effect] = await till.rows<{ outputs: { found: boolean } }>(
    `select outputs from effect where key like $1 || ':change:%' and kind = 'stripe'`,
    [runId],
  );
  return effect?.outputs.found;
}
const syncs = async (buyer: Buyer) => (await till.told(buyer, 'membership.sync_requested')).length;

describe('a step that changes a membership', () => {
  it('cancels at the end of the paid period, and undoes that, each once however often it is attempted', async () => {
    const buyer = await till.buyer(start);
    const before = await syncs(buyer);
    const run = await atChange(buyer, 'cancel');
    const attempt = () => effects().changeMembership({ schoolId: till.fixture.kiln, runId: run });
    await attempt();
    await attempt();
    expect(await change(run)).toBe(true);
    expect(await syncs(buyer)).toBe(before + 1);
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'active', endsAt: new Date('2027-07-10T15:00:00Z') });
    expect((await till.told(buyer, 'cancellation.scheduled')).length).toBe(1);

    expect(await change(await atChange(buyer, 'keep'))).toBe(true);
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'active', endsAt: null });
  });

  it('repeats an attempt whose worker died after Stripe had answered, with the same result', async () => {
    const buyer = await till.buyer(start);
    const run = await atChange(buyer, 'cancel_now');
    await effects().changeMembership({ schoolId: till.fixture.kiln, runId: run });
    await till.rows(`update effect set state = 'claimed', outputs = null where key like $1 || ':change:%' returning key`, [run]);
    expect(await change(run)).toBe(true);
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'ended' });
    expect((await till.told(buyer, 'membership.ended')).length).toBe(1);
  });

  it('does nothing for somebody without a membership of the plan, and says so', async () => {
    const buyer = await till.buyer(start);
    const other = await till.fixture.plan('kiln', { title: 'Glazing' });
    expect(await change(await atChange(buyer, 'cancel', { planId: other.id }))).toBe(false);
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'active', endsAt: null });
  });

  it('fails with a code while Stripe is unreachable, and succeeds later', async () => {
    const buyer = await till.buyer(start);
    const run = await atChange(buyer, 'cancel');
    await till.control('/faults', { status: '500', count: '1000' });
    await expect(effects().changeMembership({ schoolId: till.fixture.kiln, runId: run })).rejects.toMatchObject({
      type: 'stripe_unavailable',
    });
    await till.control('/faults/clear');
    expect(await change(run)).toBe(true);
    await till.sync(buyer);
    expect((await till.membership(buyer)).endsAt).not.toBeNull();
  });
});
