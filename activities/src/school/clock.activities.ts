import { type FailureCode, failures, type TestClockInput } from '@perennial/contracts';
import { heartbeat, sleep } from '@temporalio/activity';
import type { Services } from '../platform/services.js';
import { failAdvance } from './clock.queries.js';
import { driveClock } from './drive-clock.js';
import type { WorkflowSignaler } from './workflow-signaler.port.js';

/** Activities of the test clock workflow. */
export interface ClockActivities {
  /** Takes long, so it heartbeats, and continues where a killed attempt stopped. */
  driveClock(input: TestClockInput): Promise<void>;
  /** Records for staff why a clock stopped. Its next advance starts over. */
  failClock(input: TestClockInput, code: FailureCode): Promise<void>;
}

/** Wires {@link ClockActivities}. */
export const createClockActivities = (services: Services, signaler: WorkflowSignaler): ClockActivities => ({
  driveClock: (input) => driveClock(services, input, { signaler, heartbeat: () => heartbeat(), sleep }),
  failClock: (input, code) =>
    services.tenancy.withSchool(input.schoolId, async () => {
      // The driver has stored the details. Executions of earlier releases pass a text instead of a code.
      const meaning = Object.hasOwn(failures, code) ? failures[code].meaning : code;
      await services.tenancy.rowsOf(failAdvance, input.clockId, meaning);
      services.events.announce({ admin: [{ key: 'clocks' }] });
    }),
});
