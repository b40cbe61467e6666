import { eventCatalogue } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';
import { routeLearning } from './learning-routes.js';
import { wakeGrant, wakeMembership } from './lifecycle-wakes.js';
import type { OutboxEntry } from './outbox.js';
import { routeRestart } from './restart-routes.js';

/** Which lifecycle workflows an event concerns. Writes their wake rows; returns the calls that tap them. */
export async function routeLifecycle(em: EntityManager, entry: OutboxEntry): Promise<TemporalCall[]> {
  const { event, schoolId } = entry;
  switch (event.type) {
    case 'stripe.event_received':
    case 'membership.sync_requested':
      return wakeMembership(em, schoolId, event.id, idIn(event.data, 'membershipId'));
    case 'sign_in.link_requested':
    case 'contact.email_change_requested':
    case 'contact.email_changed':
    case 'staff.password_link_requested':
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
    case 'workflow.restart_requested':
      return routeRestart(em, entry);
    default:
      return routeLearning(em, entry);
  }
}

const idIn = (data: Record<string, unknown>, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' ? value : null;
};
