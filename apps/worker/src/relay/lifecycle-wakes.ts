import type { EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';

/** Has the workflow of a membership read it again; one that is over starts anew. */
export async function wakeMembership(
  em: EntityManager,
  schoolId: string,
  eventId: string,
  membershipId: string | null,
): Promise<TemporalCall[]> {
  if (!membershipId) return [];
  const rows: { contactId: string; clockId: string | null }[] = await em.query(
    `select m.contact_id as "contactId", c.clock_id as "clockId" from membership m join contact c on c.id = m.contact_id where m.id = $1`,
    [membershipId],
  );
  const [membership] = rows;
  if (!membership) return [];
  await em.query(`insert into wake (owner_kind, owner_id, event_id) values ('membership', $1, $2) on conflict do nothing`, [
    membershipId,
    eventId,
  ]);
  return [{ kind: 'wakeMembership', input: { schoolId, membershipId, ...membership } }];
}

/** Has the workflow of a grant read it again; one that is over starts anew. */
export async function wakeGrant(
  em: EntityManager,
  schoolId: string,
  eventId: string,
  entitlementId: string | null,
): Promise<TemporalCall[]> {
  if (!entitlementId) return [];
  const rows: { contactId: string; clockId: string | null }[] = await em.query(
    `select e.contact_id as "contactId", c.clock_id as "clockId" from entitlement e join contact c on c.id = e.contact_id where e.id = $1`,
    [entitlementId],
  );
  const [grant] = rows;
  if (!grant) return [];
  await em.query(`insert into wake (owner_kind, owner_id, event_id) values ('grant', $1, $2) on conflict do nothing`, [
    entitlementId,
    eventId,
  ]);
  return [{ kind: 'watchGrant', input: { schoolId, entitlementId, ...grant } }];
}
