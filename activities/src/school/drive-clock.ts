import { type TestClockInput, waitOwners, wake } from '@perennial/contracts';
import { Clock } from '@perennial/db';
import { DatedEntries, SegmentMembers } from '@perennial/services';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { callingStripe, refusalAsFailure } from '../platform/stripe-failure.js';
import { busyWork, newestAdvance, nextDue, wakeDueOwners, wokenBy } from './clock.queries.js';
import type { WorkflowSignaler } from './workflow-signaler.port.js';

/** Poll interval while waiting for work to complete, in wall-clock milliseconds. */
const look = 10;
/** If work on a clock does not complete within this time, the clock fails and names what is left. */
const settleLimit = 120_000;
/** How often, by the time of the clock, segments that depend on time are checked, and after how much of it one transaction ends. */
const [hour, day] = [3_600_000, 86_400_000];

/** Dependencies of the clock driver. */
export interface ClockDriverPorts {
  readonly signaler: WorkflowSignaler;
  readonly heartbeat: () => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Advances a test clock to its target without skipping a due instant: first our clock, then Stripe's, then the waiting
 * workflows. The next step begins when all work is complete. All state is in Postgres, so a killed driver can be repeated.
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
    let stopped: Stop;
    do {
      ports.heartbeat();
      stopped = await step(services, input, clock.target);
    } while (stopped === 'nothing happened');
    if (stopped === 'at the target') return;
  }
}

/** Why a step of the clock ended. */
type Stop = 'at the target' | 'something is due' | 'nothing happened';

/**
 * Advances our clock to the earliest of the target, the next due instant, the next moment at which an automation starts for a person on a
 * date, the hour in which someone enters or leaves a segment, and a day in which nothing happened. Events of dates are recorded in the same
 * transaction, so that none is lost.
 */
async function step(services: Services, input: TestClockInput, target: Date): Promise<Stop> {
  const { tenancy } = services;
  return tenancy.withSchool(input.schoolId, async () => {
    const clock = await tenancy.repo(Clock).findOneOrFail({ where: { id: input.clockId }, lock: { mode: 'pessimistic_write' } });
    services.events.announce({ admin: [{ key: 'clocks' }] });
    if (clock.now >= target) {
      await tenancy.repo(Clock).update({ id: clock.id }, { state: 'ready', target: null, problem: null });
      return 'at the target';
    }
    const due = await tenancy.rowOf(nextDue, clock.id, clock.now);
    const until = due?.at && due.at < target ? due.at : target;
    const dates = new DatedEntries(tenancy, services.events, services.graphs);
    const next = (await dates.nextOnClock(clock.id, { after: clock.now, until })) ?? until;
    const checkSegments = await new SegmentMembers(tenancy, services.events, services.clocks).onClock(clock.id);
    const last = checkSegments ? Math.min(next.getTime(), clock.now.getTime() + day) : next.getTime();
    for (let now = clock.now.getTime(); now < last; ) {
      now = checkSegments ? Math.min(now + hour, last) : last;
      await tenancy.repo(Clock).update({ id: clock.id }, { now: new Date(now), problem: null });
      if (now === next.getTime()) await dates.recordOnClock(clock.id, { after: clock.now, until: next });
      if (await checkSegments?.()) return 'something is due';
    }
    return last === next.getTime() ? 'something is due' : 'nothing happened';
  });
}

/** Advances Stripe's clock to ours and waits until it is ready. Stripe uses whole seconds. */
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
 * Signals every due workflow, and every membership, because Stripe's clock has just advanced and a membership that checked a
 * moment too early has already set its next date. The wake rows keep the clock busy until each has checked.
 */
async function wakeDue(services: Services, input: TestClockInput, signaler: WorkflowSignaler): Promise<void> {
  const due = await services.tenancy.withSchool(input.schoolId, async () => {
    const request = await services.tenancy.rowOf(newestAdvance, input.clockId);
    if (!request) return [];
    await services.tenancy.rowsOf(wakeDueOwners, input.clockId, request.id);
    return services.tenancy.rowsOf(wokenBy, request.id);
  });
  for (const { ownerKind, ownerId } of due) await signaler.make(wake(waitOwners[ownerKind], ownerId));
}

/** Waits until no work of the school is in progress and nothing on the clock is due. */
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
  const rows = await services.tenancy.rowsOf(busyWork, clockId);
  return rows.map((row) => row.what);
}
