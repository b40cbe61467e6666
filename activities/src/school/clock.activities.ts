import { setTimeout as sleep } from 'node:timers/promises';
import type { TestClockInput } from '@perennial/contracts';
import { Clock } from '@perennial/db';
import { heartbeat } from '@temporalio/activity';
import type { Services } from '../platform/services.js';
import { driveClock } from './drive-clock.js';
import type { WorkflowSignaler } from './workflow-signaler.port.js';

/** Activities of the test clock workflow. */
export interface ClockActivities {
  /** Long: heartbeats, and goes on where a killed one stopped. */
  driveClock(input: TestClockInput): Promise<void>;
  /** Shows people why a clock stopped; its next advance starts over. */
  failClock(input: TestClockInput, problem: string): Promise<void>;
}

/** Wires {@link ClockActivities}. */
export const createClockActivities = (services: Services, signaler: WorkflowSignaler): ClockActivities => ({
  driveClock: (input) =>
    driveClock(services, input, {
      signaler,
      heartbeat: () => heartbeat(),
      sleep: async (milliseconds) => void (await sleep(milliseconds)),
    }),
  failClock: (input, problem) =>
    services.tenancy.withSchool(input.schoolId, async () => {
      await services.tenancy.repo(Clock).update({ id: input.clockId }, { state: 'failed', problem });
    }),
});
