import { Membership, type Tenancy } from '@perennial/db';
import { trialDaysFor } from '@perennial/domain/billing';

/**
 * Returns the free trial days that a person gets for each plan, in the open scope. Every page, price and payment uses this.
 * @param contactId null for a visitor
 */
export async function trialDaysOf(tenancy: Tenancy, contactId: string | null): Promise<(plan: { trialDays: number }) => number> {
  const earlier = contactId ? await tenancy.repo(Membership).find({ where: { contactId }, select: { trialEndsAt: true } }) : [];
  return ({ trialDays }) => trialDaysFor(trialDays, earlier);
}
