import type { Services } from '../platform/services.js';
import { type AdvanceInput, type AdvanceResult, Advancer } from './advance.js';

/** Database steps of automations: run as local activities, each commits once. */
export interface AdvanceActivities {
  advance(input: AdvanceInput): Promise<AdvanceResult>;
}

/** Wires {@link AdvanceActivities}. */
export const createAdvanceActivities = (services: Services): AdvanceActivities => {
  const advancer = new Advancer(services);
  return { advance: (input) => advancer.advance(input) };
};
