import type { Services } from '../platform/services.js';
import { type AdvanceInput, type AdvanceResult, Advancer, type RunInput } from './advance.js';

/** Database steps of automations. Each commits once. */
export interface AdvanceActivities {
  /** Runs as a local activity. */
  advance(input: AdvanceInput): Promise<AdvanceResult>;
  /** Ends a run whose workflow was cancelled in Temporal. */
  stopRun(input: RunInput): Promise<void>;
}

/** Wires {@link AdvanceActivities}. */
export const createAdvanceActivities = (services: Services): AdvanceActivities => {
  const advancer = new Advancer(services);
  return { advance: (input) => advancer.advance(input), stopRun: (input) => advancer.stop(input) };
};
