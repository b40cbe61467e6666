import { type FailureCode, failures, type TestClockInput } from '@perennial/contracts';
import { heartbeat, sleep } from '@temporalio/activity';
import type { Services } from '../platform/services.js';
import { driveClock } from './drive-clock.js';
import type { WorkflowSignaler } from './workflow-signaler.port.js';

/** Activities of the test clock workflow. */
export interface ClockActivities {
  /** Long: heartbeats, and continues where a killed one stopped. */
  driveClock(input: TestClockInput): Promise<void>;
  /** Shows people why a clock stopped; its next advance starts over. */
  failClock(input: TestClockInput, code: FailureCode): Promise<void>;
}

/** Wires {@link ClockActivities}. */
export const createClockActivities = (services: Services, signaler: WorkflowSignaler): ClockActivities => ({
  driveClock: (input) => driveClock(services, input, { signaler, heartbeat: () => heartbeat(), sleep }),
  failClock: (input, code) =>
    services.tenancy.withSchool(input.schoolId, async () => {
      // The driver has written what it knew; the code says the rest. Executions of earlier releases pass a text.
      const meaning = Object.hasOwn(failures, code) ? failures[code].meaning : code;
      await services.tenancy.em.query(
        `update clock set state = 'failed', problem = coalesce(problem, $2) where id = $1 and state = 'advancing'`,
        [input.clockId, meaning],
      );
      services.events.announce({ admin: [{ key: 'clocks' }] });
    }),
});
