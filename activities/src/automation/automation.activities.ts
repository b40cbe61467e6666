import type { Services } from '../platform/services.js';
import { Advancer } from './advance.js';
import type {
  AdvanceInput,
  AdvanceManyInput,
  AdvanceManyResult,
  AdvanceResult,
  RunInput,
  WaitGroupKey,
  WaitGroupState,
} from './advance-contract.js';
import type { FirstAttempts } from './external-effects/first-attempts.js';
import { leaveWaitGroup, readWaitGroup } from './wait-group.js';

/** Steps of automations in the database, and first attempts of quick effects. */
export interface AdvanceActivities {
  /** For the workflow of the run: from then on the run is in no group. Runs as a local activity. */
  advance(input: AdvanceInput): Promise<AdvanceResult>;
  /** As `advance`, for runs that are advanced together. Runs as a local activity. */
  advanceMany(input: AdvanceManyInput): Promise<AdvanceManyResult>;
  /** Ends a run whose workflow was cancelled in Temporal. */
  stopRun(input: RunInput): Promise<void>;
  /** Who is due in a group of waits, or when to read again. */
  readWaitGroup(input: WaitGroupKey): Promise<WaitGroupState>;
  /** Takes a run out of its group, which cannot advance it. */
  leaveWaitGroup(input: RunInput): Promise<void>;
}

/** Limits of concurrent work while runs are advanced. */
export interface AdvanceOptions {
  /** Without them, activities make every attempt. */
  readonly attempts?: FirstAttempts;
  readonly transactionsAtOnce?: number;
}

/** Wires {@link AdvanceActivities}. */
export const createAdvanceActivities = (
  services: Services,
  { attempts, transactionsAtOnce = 5 }: AdvanceOptions = {},
): AdvanceActivities => {
  const advancer = new Advancer(services, attempts ?? null, transactionsAtOnce);
  return {
    advance: (input) => advancer.advance(input),
    advanceMany: (input) => advancer.advanceMany(input),
    stopRun: (input) => advancer.stop(input),
    readWaitGroup: (input) => readWaitGroup(services, input),
    leaveWaitGroup: (input) => leaveWaitGroup(services, input),
  };
};
