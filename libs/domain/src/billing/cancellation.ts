/** The greatest number of characters of the reason that a member gives for cancelling. */
export const longestCancellationReason = 500;
