/** A current or former membership of a person. */
interface EarlierMembership {
  /** Set where it began with a trial. */
  readonly trialEndsAt: unknown;
}

/**
 * The free trial that a person gets with a plan: one per person and school, whichever plan it was.
 * @param offered days that the plan offers
 * @param earlier every membership that the person has or had at the school
 */
export const trialDaysFor = (offered: number, earlier: readonly EarlierMembership[]): number =>
  earlier.some(({ trialEndsAt }) => trialEndsAt !== null) ? 0 : offered;
