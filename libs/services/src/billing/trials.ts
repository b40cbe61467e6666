import type { Tenancy } from '@perennial/db';
import { trialDaysFor } from '@perennial/domain/billing';

/**
 * Answers how many free days a person gets with plans, in the open scope. Every page, price and payment asks here.
 * @param contactId null for a visitor, who may be anybody
 */
export async function trialDaysOf(tenancy: Tenancy, contactId: string | null): Promise<(plan: { trialDays: number }) => number> {
  const earlier = contactId
    ? await tenancy.rows<{ trialEndsAt: Date | null }>(
        'select trial_ends_at as "trialEndsAt" from membership where contact_id = $1',
        [contactId],
      )
    : [];
  return ({ trialDays }) => trialDaysFor(trialDays, earlier);
}
