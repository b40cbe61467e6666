/** State of a membership. `ended` and `abandoned` are final. */
export const membershipStates = ['pending', 'trialing', 'active', 'grace', 'suspended', 'paused', 'ended', 'abandoned'] as const;

export type MembershipState = (typeof membershipStates)[number];

/** The states in which a person has the plan. */
export const heldStates = ['trialing', 'active', 'grace', 'suspended', 'paused'] as const satisfies readonly MembershipState[];

const held: ReadonlySet<MembershipState> = new Set(heldStates);
/** Whether a person has the plan in a state. */
export const isHeld = (state: MembershipState): boolean => held.has(state);

/** Whether a state is final. */
export const isFinal = (state: MembershipState): boolean => state === 'ended' || state === 'abandoned';

/** Labels of the states. */
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
