import { type TestClockInput, waitOwners, wake } from '@perennial/contracts';
import { Clock } from '@perennial/db';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { callingStripe, refusalAsFailure } from '../platform/stripe-failure.js';
import type { WaitOwner } from '../platform/wait-ledger.js';
import type { WorkflowSignaler } from './workflow-signaler.port.js';

/** Pause between looks at whether everything has settled, in milliseconds of the wall. */
const look = 10;
/** A clock that cannot settle within this time is reported, with what holds it. */
const settleLimit = 120_000;

/** What a clock driver needs from its surroundings. */
export interface ClockDriverPorts {
  readonly signaler: WorkflowSignaler;
  readonly heartbeat: () => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Carries a test clock to its target without jumping past a due instant: ours first, then Stripe's, then whoever was
 * waiting; the next step begins when all is quiet. All state is in Postgres, so a killed driver is simply repeated.
 */
export async function driveClock(services: Services, input: TestClockInput, ports: ClockDriverPorts): Promise<void> {
  for (;;) {
    ports.heartbeat();
    const clock = await services.tenancy.withSchool(input.schoolId, () =>
      services.tenancy.repo(Clock).findOneByOrFail({ id: input.clockId }),
    );
    if (clock.state !== 'advancing' || !clock.target) return;
    await catchUpStripe(services, input, clock, ports);
    await wakeDue(services, input, ports.signaler);
    await settle(services, input, ports);
    const arrived = await step(services, input, clock.target);
    if (arrived) return;
  }
}

/** Moves our clock to the earliest of target and next due instant. Answers whether the target was reached before. */
async function step(services: Services, input: TestClockInput, target: Date): Promise<boolean> {
  const { tenancy } = services;
  return tenancy.withSchool(input.schoolId, async () => {
    const clock = await tenancy.repo(Clock).findOneOrFail({ where: { id: input.clockId }, lock: { mode: 'pessimistic_write' } });
    services.events.announce({ admin: [{ key: 'clocks' }] });
    if (clock.now >= target) {
      await tenancy.repo(Clock).update({ id: clock.id }, { state: 'ready', target: null, problem: null });
      return true;
    }
    const due = await tenancy.row<{ at: Date | null }>('select min(due_at) as at from wait where clock_id = $1 and due_at > $2', [
      clock.id,
      clock.now,
    ]);
    const next = due?.at && due.at < target ? due.at : target;
    await tenancy.repo(Clock).update({ id: clock.id }, { now: next, problem: null });
    return false;
  });
}

/** Brings Stripe's clock up to ours and waits until it is ready. Stripe counts whole seconds. */
async function catchUpStripe(services: Services, input: TestClockInput, clock: Clock, ports: ClockDriverPorts): Promise<void> {
  const id = clock.stripeTestClockId;
  if (!id) return;
  const wanted = Math.ceil(clock.now.getTime() / 1000);
  const advance = async () => {
    const stripe = await services.stripe.for(input.schoolId);
    let remote = await stripe.testHelpers.testClocks.retrieve(id);
    if (remote.status === 'ready' && remote.frozen_time < wanted) {
      remote = await stripe.testHelpers.testClocks.advance(id, { frozen_time: wanted });
    }
    for (let pause = look; remote.status === 'advancing'; pause = Math.min(pause * 2, 2_000)) {
      ports.heartbeat();
      await ports.sleep(pause);
      remote = await stripe.testHelpers.testClocks.retrieve(id);
    }
    if (remote.status === 'internal_failure') throw failure('clock_refused');
  };
  await refusalAsFailure(() => callingStripe(services, advance));
}

/**
 * Wakes everyone whose instant has come, and every membership: Stripe has just moved, and one that looked a moment too
 * early has already set its next date. The wake rows keep the clock busy until each has looked again.
 */
async function wakeDue(services: Services, input: TestClockInput, signaler: WorkflowSignaler): Promise<void> {
  const due = await services.tenancy.withSchool(input.schoolId, async () => {
    const asked = await services.tenancy.row<{ id: string }>(
      `select id from event where type = 'clock.advance_requested' and data->>'clockId' = $1 order by id desc limit 1`,
      [input.clockId],
    );
    if (!asked) return [];
    await services.tenancy.em.query(
      `insert into wake (owner_kind, owner_id, event_id)
       select w.owner_kind, w.owner_id, $2 from wait w join clock k on k.id = w.clock_id
        where w.clock_id = $1 and (w.due_at <= k.now or w.owner_kind = 'membership') on conflict do nothing`,
      [input.clockId, asked.id],
    );
    return services.tenancy.rows<WaitOwner>(
      `select owner_kind as "ownerKind", owner_id as "ownerId" from wake where event_id = $1 order by owner_kind, owner_id`,
      [asked.id],
    );
  });
  for (const { ownerKind, ownerId } of due) await signaler.make(wake(waitOwners[ownerKind], ownerId));
}

/** Waits until nothing of the school is under way and nobody on the clock is due. */
async function settle(services: Services, input: TestClockInput, ports: ClockDriverPorts): Promise<void> {
  const started = services.clocks.wall().getTime();
  for (let calm = 0; calm < 2; ) {
    ports.heartbeat();
    const busy = await services.tenancy.withSchool(input.schoolId, () => whatIsBusy(services, input.clockId));
    calm = busy.length === 0 ? calm + 1 : 0;
    if (busy.length > 0 && services.clocks.wall().getTime() - started > settleLimit) {
      const problem = `the clock cannot settle: ${busy.join(', ')}`;
      await services.tenancy.withSchool(input.schoolId, () =>
        services.tenancy.repo(Clock).update({ id: input.clockId }, { problem }),
      );
      throw failure('clock_unsettled');
    }
    if (calm < 2) await ports.sleep(look);
  }
}

async function whatIsBusy(services: Services, clockId: string): Promise<string[]> {
  const rows = await services.tenancy.rows<{ what: string }>(
    `select 'events to relay' as what where exists (select from outbox)
     union all select 'workflows to wake: ' || string_agg(owner_kind || ' ' || owner_id, ' ') from wake
                where not exists (select from automation_run r where r.id = owner_id and r.state in ('completed', 'exited', 'stopped'))
               having count(*) > 0
     union all select 'waits due: ' || string_agg(w.owner_kind || ' ' || w.owner_id, ' ') from wait w join clock k on k.id = w.clock_id
                where w.clock_id = $1 and w.due_at <= k.now having count(*) > 0
     union all select 'certificates to issue' where exists (select from certificate s join contact c on c.id = s.contact_id
                where c.clock_id = $1 and s.state = 'requested' and s.revoked_at is null)
     union all select 'journeys under way' where exists (select from automation_run where state = 'running')`,
    [clockId],
  );
  return rows.map((row) => row.what);
}
