import type { GrantInput } from '@perennial/contracts';
import type { House } from '../context.js';
import { type GrantWatch, watchGrant } from './watch-grant.js';

/** Activities of the grant workflow. */
export interface GrantActivities {
  watchGrant(input: GrantInput): Promise<GrantWatch>;
}

/** Wires {@link GrantActivities}. */
export const createGrantActivities = (house: House): GrantActivities => ({
  watchGrant: (input) => watchGrant(house, input),
});
