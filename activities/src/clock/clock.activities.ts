import { setTimeout as sleep } from 'node:timers/promises';
import type { TestClockInput } from '@perennial/contracts';
import { Clock } from '@perennial/db';
import { heartbeat } from '@temporalio/activity';
import type { House } from '../context.js';
import { driveClock } from './drive-clock.js';
import type { Waker } from './waker.port.js';

/** Activities of the test clock workflow. */
export interface ClockActivities {
  /** Long: heartbeats, and goes on where a killed one stopped. */
  driveClock(input: TestClockInput): Promise<void>;
  /** Shows people why a clock stopped; its next advance starts over. */
  failClock(input: TestClockInput, problem: string): Promise<void>;
}

/** Wires {@link ClockActivities}. */
export const createClockActivities = (house: House, waker: Waker): ClockActivities => ({
  driveClock: (input) =>
    driveClock(house, input, {
      waker,
      heartbeat: () => heartbeat(),
      sleep: async (milliseconds) => void (await sleep(milliseconds)),
    }),
  failClock: (input, problem) =>
    house.tenancy.withSchool(input.schoolId, async () => {
      await house.tenancy.repo(Clock).update({ id: input.clockId }, { state: 'failed', problem });
    }),
});
