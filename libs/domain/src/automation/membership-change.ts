/** What a step can do to a membership at Stripe. */
export const membershipChanges = ['cancel', 'cancel_now', 'keep'] as const;
/** One of {@link membershipChanges}. */
export type MembershipChange = (typeof membershipChanges)[number];
