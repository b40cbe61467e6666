import type { GrantInput } from '@perennial/contracts';
import { Entitlement } from '@perennial/db';
import { type Cause } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { WaitLedger, type WaitOwner } from '../platform/wait-ledger.js';

/** When to check again; null once the grant no longer needs watching. */
export interface GrantWatch {
  readonly next: { readonly at: string; readonly reason: string } | null;
}

/**
 * Looks at a grant that has, or had, an end. Before its end: writes down that it is waited for. Over, revoked or made
 * open-ended: lets the access be summed up again, which tells a loss only if no other right is left. Repeating it tells
 * nothing twice.
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
      const reason = 'Access that was given for a time ends';
      await waits.seen(owner, wakes);
      await waits.set(owner, { contactId: grant.contactId, clockId: input.clockId, reason, dueAt: endsAt, eventTypes: [] });
      return { next: { at: endsAt.toISOString(), reason } };
    }
    await services.access.refresh(grant.contactId, grant.productId, now, await causeOfEnd(services, grant.id));
    await waits.clear(owner);
    return { next: null };
  });
}

/** Who gave the end gave the loss: the newest word about this grant's end. */
async function causeOfEnd({ tenancy }: Services, entitlementId: string): Promise<Cause | null> {
  const told = await tenancy.row<Cause>(
    `select id as "eventId", depth from event where type = 'grant.dated' and data->>'entitlementId' = $1 order by id desc limit 1`,
    [entitlementId],
  );
  return told ?? null;
}
