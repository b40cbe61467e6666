/** Where a membership stands. `ended` and `abandoned` are final. */
export const membershipStates = ['pending', 'trialing', 'active', 'grace', 'suspended', 'paused', 'ended', 'abandoned'] as const;

/** One of {@link membershipStates}. */
export type MembershipState = (typeof membershipStates)[number];

/** The states in which a person has the plan. */
export const heldStates = ['trialing', 'active', 'grace', 'suspended', 'paused'] as const satisfies readonly MembershipState[];

const held: ReadonlySet<MembershipState> = new Set(heldStates);
/** Whether a person has the plan in a state. */
export const isHeld = (state: MembershipState): boolean => held.has(state);

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
