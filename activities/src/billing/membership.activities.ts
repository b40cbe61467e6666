import type { MembershipInput } from '@perennial/contracts';
import type { Services } from '../platform/services.js';
import { type MembershipSyncResult, syncMembership } from './sync-membership.js';

/** Activities of the membership workflow. */
export interface MembershipActivities {
  syncMembership(input: MembershipInput): Promise<MembershipSyncResult>;
}

/** Wires {@link MembershipActivities}. */
export const createMembershipActivities = (services: Services): MembershipActivities => ({
  syncMembership: (input) => syncMembership(services, input),
});
