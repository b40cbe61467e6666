import { describe, expect, it } from '@jest/globals';
import { membershipStates } from '@perennial/domain/billing';
import type { MembershipStatus } from './membership-status.js';
import { staffSentence } from './membership-status-for-staff.js';

const at = new Date('2027-01-31T12:00:00Z');
const status = (change: Partial<MembershipStatus>): MembershipStatus => ({
  state: 'active',
  hasCard: true,
  trialEndsAt: at,
  currentPeriodEndsAt: at,
  endsAt: null,
  graceEndsAt: at,
  endedAt: null,
  cancelRequestedAt: null,
  priceAmount: 2900,
  chargeAmount: 3451,
  currency: 'eur',
  ...change,
});

describe('the status of a membership for staff', () => {
  it('describes the member and never addresses them', () => {
    for (const state of membershipStates)
      for (const hasCard of [true, false])
        for (const endsAt of [null, at])
          for (const needsConfirmation of [true, false])
            expect(staffSentence(status({ state, hasCard, endsAt, needsConfirmation }), 'UTC')).not.toMatch(/\byou(r)?\b/i);
  });

  it('names the charge that Stripe computes', () => {
    expect(staffSentence(status({ state: 'trialing' }), 'UTC')).toBe(
      'Free until 31 January 2027. Then the card is charged €34.51.',
    );
  });

  it('names the earlier of the end of grace and of the membership', () => {
    const grace = status({ state: 'grace', graceEndsAt: new Date('2027-01-24T10:00:00Z'), endsAt: at });
    expect(staffSentence(grace, 'UTC')).toContain('Access ends on 24 January 2027.');
  });
});
