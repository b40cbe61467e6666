/** Where a membership stands. `ended` and `abandoned` are final. */
export const membershipStates = ['pending', 'trialing', 'active', 'grace', 'suspended', 'paused', 'ended', 'abandoned'] as const;

/** One of {@link membershipStates}. */
export type MembershipState = (typeof membershipStates)[number];

/** No further change can come. */
export const isFinal = (state: MembershipState): boolean => state === 'ended' || state === 'abandoned';
