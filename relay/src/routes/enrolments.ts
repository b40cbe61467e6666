import { start, type WorkflowCall } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { eventsThatWake } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import { type EventRouter, nothing, type Routed, type RoutedEntry } from '../router.js';
import { recordWakes } from '../wakes.queries.js';
import { concernedEnrolments, courseById, enrol, enrolmentInputs, enrolmentOf, waitingEnrolments } from './enrolments.queries.js';

/** Enrolments per batch. A course may have thousands, and each needs a call to Temporal. */
const enrolmentBatch = 100;

/** Routes events that create enrolments or change when lessons open. */
export const enrolments: EventRouter = {
  name: 'enrolments',
  events: eventsThatWake('enrolments'),
  async route(em, entry) {
    const { contactId, data, occurredAt } = entry.event;
    switch (entry.event.type) {
      case 'access.gained': {
        const enrolmentId = contactId && (await enrolIn(em, contactId, data.productId, occurredAt));
        return enrolmentId ? wakeAll(em, entry, [enrolmentId]) : nothing;
      }
      case 'course.outline_changed':
        return wakeAll(em, entry, await concernedBy(em, data, entry.after));
      // The time of what a person waits for may have changed, or, without a person, what everyone in the school waits for.
      default:
        return wakeAll(em, entry, await waiting(em, contactId, entry.after));
    }
  },
  restarts: { enrolment: (em, { schoolId }, enrolmentId) => enrolmentStarts(em, schoolId, [enrolmentId]) },
};

/** Starts or signals enrolments. A workflow whose course is fully open starts, finds nothing to do and completes. */
export async function enrolmentStarts(
  em: EntityManager,
  schoolId: string,
  enrolmentIds: readonly string[],
): Promise<WorkflowCall[]> {
  if (enrolmentIds.length === 0) return [];
  const rows = await statementsOf(em).rowsOf(enrolmentInputs, enrolmentIds);
  return rows.map((row) => start('enrolment', { schoolId, ...row }));
}

async function wakeAll(em: EntityManager, { schoolId, event }: RoutedEntry, enrolmentIds: readonly string[]): Promise<Routed> {
  if (enrolmentIds.length === 0) return nothing;
  await statementsOf(em).rowsOf(recordWakes, 'enrolment', enrolmentIds, event.id);
  const calls = await enrolmentStarts(em, schoolId, enrolmentIds);
  const last = enrolmentIds.at(-1);
  return enrolmentIds.length < enrolmentBatch || last === undefined ? { calls } : { calls, continueAfter: last };
}

/** The first access to a course creates the enrolment. Returns its ID where lessons open over time. */
async function enrolIn(em: EntityManager, contactId: string, courseId: unknown, at: Date): Promise<string | null> {
  const { rowOf, rowsOf } = statementsOf(em);
  const course = await rowOf(courseById, courseId);
  if (!course) return null;
  await rowsOf(enrol, contactId, courseId, at);
  return course.drips ? ((await rowOf(enrolmentOf, contactId, courseId))?.id ?? null) : null;
}

async function waiting(em: EntityManager, contactId: string | null, after: string | null): Promise<string[]> {
  return (await statementsOf(em).rowsOf(waitingEnrolments, contactId, after, enrolmentBatch)).map(({ id }) => id);
}

async function concernedBy(
  em: EntityManager,
  { courseId, addedLessonIds }: Record<string, unknown>,
  after: string | null,
): Promise<string[]> {
  const lessonsAdded = Array.isArray(addedLessonIds) && addedLessonIds.length > 0;
  return (await statementsOf(em).rowsOf(concernedEnrolments, courseId, lessonsAdded, after, enrolmentBatch)).map(({ id }) => id);
}
