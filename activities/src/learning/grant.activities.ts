import type { GrantInput } from '@perennial/contracts';
import type { Services } from '../platform/services.js';
import { type GrantWatch, watchGrant } from './watch-grant.js';

/** Activities of the grant workflow. */
export interface GrantActivities {
  watchGrant(input: GrantInput): Promise<GrantWatch>;
}

/** Wires {@link GrantActivities}. */
export const createGrantActivities = (services: Services): GrantActivities => ({
  watchGrant: (input) => watchGrant(services, input),
});
