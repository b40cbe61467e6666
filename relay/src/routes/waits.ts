import type { WorkflowCall } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import type { EntityManager } from 'typeorm';
import type { BatchRouter } from '../router.js';
import { enrolmentStarts } from './enrolments.js';
import { wakesOf } from './leave-groups.js';
import { wakeWaiting } from './waits.queries.js';

/**
 * Finds the runs and enrolments that wait for these types of events of these contacts, writes their wake rows and signals
 * them. A run that waits in a group leaves it. Whether an event ends a wait is decided where the cursor of the run is.
 */
export const waits: BatchRouter = {
  name: 'waits',
  async routeAll(em: EntityManager, entries) {
    const about = entries.filter(({ event }) => event.contactId !== null);
    const [first] = about;
    if (!first) return new Map();
    const woken = await statementsOf(em).rowsOf(
      wakeWaiting,
      about.map(({ event }) => event.id),
      about.map(({ event }) => event.contactId ?? ''),
      about.map(({ event }) => event.type),
    );
    if (woken.length === 0) return new Map();
    const enrolmentIds = woken.flatMap(({ ownerKind, ownerId }) => (ownerKind === 'enrolment' ? [ownerId] : []));
    const starts = new Map<string, WorkflowCall>();
    for (const call of await enrolmentStarts(em, first.schoolId, [...new Set(enrolmentIds)]))
      if (call.operation === 'start' && call.workflow === 'enrolment') starts.set(call.input.enrolmentId, call);
    const runIds = woken.flatMap(({ ownerKind, ownerId }) => (ownerKind === 'run' ? [ownerId] : []));
    const wakes = await wakesOf(em, first.schoolId, [...new Set(runIds)]);
    return new Map(
      about.map(({ seq, event }) => {
        const own = woken.filter(({ eventId }) => eventId === event.id);
        const runs = own.flatMap(({ ownerKind, ownerId }) => (ownerKind === 'run' ? (wakes.get(ownerId) ?? []) : []));
        const enrolments = own.flatMap(({ ownerKind, ownerId }) =>
          ownerKind === 'enrolment' ? (starts.get(ownerId) ?? []) : [],
        );
        return [seq, [...runs, ...enrolments]];
      }),
    );
  },
};
