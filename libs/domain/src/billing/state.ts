/** Where a membership stands. `ended` and `abandoned` are final. */
export const membershipStates = ['pending', 'trialing', 'active', 'grace', 'suspended', 'paused', 'ended', 'abandoned'] as const;

/** One of {@link membershipStates}. */
export type MembershipState = (typeof membershipStates)[number];

/** No further change can come. */
export const isFinal = (state: MembershipState): boolean => state === 'ended' || state === 'abandoned';

/** What people read for a state. */
export const membershipStateLabels: Readonly<Record<MembershipState, string>> = {
  pending: 'Waiting for payment',
  trialing: 'Trial',
  active: 'Active',
  grace: 'Payment failed',
  suspended: 'Suspended',
  paused: 'Paused',
  ended: 'Ended',
  abandoned: 'Not completed',
};
