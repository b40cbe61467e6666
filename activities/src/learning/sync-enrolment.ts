import { type EnrolmentInput, type WaitReason, waitReasons } from '@perennial/contracts';
import { Enrolment, Product } from '@perennial/db';
import { type LessonRelease, nextRelease } from '@perennial/domain/learning';
import { type Cause, CourseReader, Enrolments } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { causeOf, WaitLedger, type WaitOwner, type WakingEvent } from '../platform/wait-ledger.js';
import { dueDate } from '../platform/waits.queries.js';
import { membershipRights, recordUnlocked } from './learning.queries.js';
import { newOpenings, type Opening } from './openings.js';

/** What the enrolment workflow must do next. Instants in ISO 8601. */
export interface EnrolmentSyncResult {
  readonly next: { readonly at: string | null; readonly reason: WaitReason } | null;
  readonly done: boolean;
}

/** Poll interval while a membership is being synced. */
const settling = 5 * 60_000;

/**
 * Checks which lessons of a course are open for one person, records those that time has opened, and stores the next wait, in
 * one transaction. Repeating it records nothing twice. Requests do not read this: they evaluate entitlements and rules.
 */
export async function syncEnrolment(services: Services, input: EnrolmentInput): Promise<EnrolmentSyncResult> {
  const { tenancy } = services;
  const owner: WaitOwner = { ownerKind: 'enrolment', ownerId: input.enrolmentId };
  const waits = new WaitLedger(tenancy);
  return tenancy.withSchool(input.schoolId, async () => {
    const enrolment = await tenancy
      .repo(Enrolment)
      .findOneOrFail({ where: { id: input.enrolmentId }, lock: { mode: 'pessimistic_write' } });
    const wakes = await waits.wakes(owner);
    await waits.seen(owner, wakes);
    const { clockId, now } = await services.clocks.of(enrolment.contactId);
    const cause = causeOf(wakes);
    await new Enrolments(tenancy, services.events).settle(enrolment.id, now, cause);

    if (!(await services.access.isOpen(enrolment.contactId, enrolment.courseId, now))) {
      if (await isBeingSettled(services, enrolment)) {
        const dueAt = new Date(now.getTime() + settling);
        const reason = 'membership_sync';
        await waits.set(owner, {
          contactId: enrolment.contactId,
          clockId,
          reason: waitReasons[reason],
          dueAt,
          eventTypes: ['access.lost'],
        });
        return { next: { at: dueAt.toISOString(), reason }, done: false };
      }
      // The end of the grant is recorded here. When the course opens again, `access.gained` starts the workflow again.
      await services.access.refresh(enrolment.contactId, enrolment.courseId, now, cause);
      await waits.clear(owner);
      return { next: null, done: true };
    }
    const schedule = await tellOpenings(services, enrolment, owner, wakes, { clockId, now });
    const due = nextRelease(schedule, now.toISOString());
    const waitsForLesson = schedule.some(({ unlocksAt }) => unlocksAt === null);
    if (!due && !waitsForLesson) {
      await waits.clear(owner);
      return { next: null, done: true };
    }
    const reason = due ? 'lessons_open' : 'previous_lesson';
    await waits.set(owner, {
      contactId: enrolment.contactId,
      clockId,
      reason: waitReasons[reason],
      dueAt: due ? new Date(due.at) : null,
      eventTypes: ['access.lost', ...(waitsForLesson ? ['lesson.completed'] : [])],
    });
    return { next: { at: due?.at ?? null, reason }, done: false };
  });
}

async function tellOpenings(
  services: Services,
  enrolment: Enrolment,
  owner: WaitOwner,
  wakes: readonly WakingEvent[],
  { clockId, now }: { clockId: string | null; now: Date },
): Promise<LessonRelease[]> {
  const { tenancy } = services;
  const reader = new CourseReader(tenancy);
  const outline = await reader.outline(enrolment.courseId);
  const states = await reader.lessonStates(enrolment.id);
  const span = await reader.accessSpan(enrolment.contactId, enrolment.courseId);
  const schedule = await reader.schedule(enrolment, outline, states, span);
  const lessons = outline.flatMap((module) => module.lessons);
  const expected = await tenancy.rowOf(dueDate, owner.ownerKind, owner.ownerId);
  const done = [...states.values()];
  const { silent, openings } = newOpenings(schedule, {
    now,
    enrolledAt: enrolment.enrolledAt,
    openSince: span.since,
    expectedAt: expected?.dueAt ?? null,
    changedAt: changeOfSchedule(wakes, clockId, now),
    added: addedLessons(wakes),
    noted: new Set(done.flatMap(({ lessonId, unlockedAt }) => (unlockedAt ? [lessonId] : []))),
    completedAt: new Set(done.flatMap(({ completedAt }) => (completedAt ? [completedAt.toISOString()] : []))),
    previews: new Set(lessons.flatMap(({ id, preview }) => (preview ? [id] : []))),
    opened: new Set(done.flatMap(({ lessonId, openedAt }) => (openedAt ? [lessonId] : []))),
  });
  for (const { lessonId, at } of silent) await note(services, enrolment.id, [lessonId], at);
  if (openings.length > 0) {
    const course = await tenancy.repo(Product).findOneByOrFail({ id: enrolment.courseId });
    const titles = new Map(lessons.map(({ id, title }) => [id, title]));
    for (const opening of openings) await tell(services, enrolment, course.title, titles, opening, causeOf(wakes));
  }
  return schedule;
}

async function tell(
  services: Services,
  { id, contactId, courseId }: Enrolment,
  courseTitle: string,
  titles: ReadonlyMap<string, string>,
  { at, lessonIds, onSchedule, added }: Opening,
  cause: Cause | null,
): Promise<void> {
  await note(services, id, lessonIds, at);
  await services.events.record({
    type: 'lessons.unlocked',
    contactId,
    occurredAt: new Date(at),
    cause: onSchedule ? null : cause,
    key: `enrolment:${id}:${added ? 'added' : 'unlocked'}:${at}`,
    data: {
      courseId,
      courseTitle,
      because: added ? 'added' : 'schedule',
      lessonIds: [...lessonIds],
      lessonTitles: lessonIds.map((one) => titles.get(one) ?? ''),
    },
  });
}

async function note(services: Services, enrolmentId: string, lessonIds: readonly string[], at: string): Promise<void> {
  await services.tenancy.rowsOf(recordUnlocked, enrolmentId, lessonIds, at);
}

/**
 * A paid entitlement has expired, but its membership has not been synced yet. If both are due at the same time, either may run
 * first. The sync revokes the entitlement, which is recorded, or extends it, which is not.
 */
async function isBeingSettled({ tenancy }: Services, { contactId, courseId }: Enrolment): Promise<boolean> {
  return (await tenancy.rowOf(membershipRights, contactId, courseId)) !== undefined;
}

const changes: ReadonlySet<string> = new Set(['course.outline_changed', 'contact.time_zone_changed', 'school.time_zone_changed']);

/** Changes by staff have wall-clock times, which mean nothing on a test clock, so the clock's current time is used there. */
function changeOfSchedule(wakes: readonly WakingEvent[], clockId: string | null, now: Date): Date | null {
  const change = wakes.findLast(({ type }) => changes.has(type));
  return change ? (clockId === null ? change.occurredAt : now) : null;
}

const addedLessons = (wakes: readonly WakingEvent[]): ReadonlySet<string> =>
  new Set(
    wakes.flatMap(({ type, data }) =>
      type === 'course.outline_changed' && Array.isArray(data.addedLessonIds) ? data.addedLessonIds.map(String) : [],
    ),
  );
