import type { MembershipInput } from '@perennial/contracts';
import type { House } from '../context.js';
import { type MembershipSyncResult, syncMembership } from './sync-membership.js';

/** Activities of the membership workflow. */
export interface MembershipActivities {
  syncMembership(input: MembershipInput): Promise<MembershipSyncResult>;
}

/** Wires {@link MembershipActivities}. */
export const createMembershipActivities = (house: House): MembershipActivities => ({
  syncMembership: (input) => syncMembership(house, input),
});
