import { type GrantInput, type WaitReason, waitReasons } from '@perennial/contracts';
import { Entitlement } from '@perennial/db';
import { type Cause } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { WaitLedger, type WaitOwner } from '../platform/wait-ledger.js';
import { grantDated } from './learning.queries.js';

/** When to check again; null once the grant no longer needs watching. */
export interface GrantWatch {
  readonly next: { readonly at: string; readonly reason: WaitReason } | null;
}

/**
 * Checks a grant that has, or had, an end. Before its end, records the wait. If it has ended, was revoked or no longer has an
 * end, re-evaluates access, which records a loss only if no other entitlement is left. Repeating it records nothing twice.
 */
export function watchGrant(services: Services, input: GrantInput): Promise<GrantWatch> {
  const { tenancy } = services;
  const owner: WaitOwner = { ownerKind: 'grant', ownerId: input.entitlementId };
  const waits = new WaitLedger(tenancy);
  return tenancy.withSchool(input.schoolId, async () => {
    const wakes = await waits.wakes(owner);
    const grant = await tenancy.repo(Entitlement).findOneByOrFail({ id: input.entitlementId });
    const now = await services.clocks.nowFor(grant.contactId);
    const { endsAt } = grant;
    if (endsAt && endsAt > now && !grant.revokedAt) {
      const reason = 'access_ends';
      await waits.seen(owner, wakes);
      await waits.set(owner, {
        contactId: grant.contactId,
        clockId: input.clockId,
        reason: waitReasons[reason],
        dueAt: endsAt,
        eventTypes: [],
      });
      return { next: { at: endsAt.toISOString(), reason } };
    }
    await services.access.refresh(grant.contactId, grant.productId, now, await causeOfEnd(services, grant.id));
    await waits.clear(owner);
    return { next: null };
  });
}

/** What set the end causes the loss: the newest event about this grant's end. */
async function causeOfEnd({ tenancy }: Services, entitlementId: string): Promise<Cause | null> {
  return (await tenancy.rowOf(grantDated, entitlementId)) ?? null;
}
