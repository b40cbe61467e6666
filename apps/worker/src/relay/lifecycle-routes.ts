import { eventCatalogue } from '@perennial/domain';
import type { EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';
import { routeLearning } from './learning-routes.js';
import type { OutboxEntry } from './outbox.js';

/** Which lifecycle workflows an event concerns. Writes their wake rows; returns the calls that tap them. */
export async function routeLifecycle(em: EntityManager, entry: OutboxEntry): Promise<TemporalCall[]> {
  const { event, schoolId } = entry;
  switch (event.type) {
    case 'stripe.event_received':
    case 'membership.sync_requested':
      return wakeMembership(em, schoolId, event.id, idIn(event.data, 'membershipId'));
    case 'sign_in.link_requested':
    case 'mail.test_requested': {
      const about = eventCatalogue[event.type].label;
      return [{ kind: 'startSystemMail', input: { schoolId, eventId: event.id, contactId: event.contactId }, about }];
    }
    case 'grant.dated':
      return wakeGrant(em, schoolId, event.id, idIn(event.data, 'entitlementId'));
    case 'clock.advance_requested': {
      const clockId = idIn(event.data, 'clockId');
      return clockId ? [{ kind: 'startTestClock', input: { schoolId, clockId } }] : [];
    }
    case 'contacts.import_requested': {
      const importId = idIn(event.data, 'importId');
      return importId ? [{ kind: 'startContactImport', input: { schoolId, importId } }] : [];
    }
    // A purchase looks after reconciliation too: it starts anew if it is not running.
    case 'checkout.started':
      return [
        ...(await wakeMembership(em, schoolId, event.id, idIn(event.data, 'membershipId'))),
        { kind: 'startReconcile', input: { schoolId } },
      ];
    case 'stripe.connected':
    case 'stripe.connection_restored':
      return [{ kind: 'startReconcile', input: { schoolId } }];
    case 'run.operated': {
      const runId = idIn(event.data, 'runId');
      if (!runId) return [];
      await em.query(`insert into wake (owner_kind, owner_id, event_id) values ('run', $1, $2) on conflict do nothing`, [
        runId,
        event.id,
      ]);
      return [{ kind: 'wakeRun', runId }];
    }
    default:
      return routeLearning(em, entry);
  }
}

async function wakeMembership(
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

async function wakeGrant(
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

const idIn = (data: Record<string, unknown>, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' ? value : null;
};
