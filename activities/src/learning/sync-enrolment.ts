import type { EnrolmentInput } from '@perennial/contracts';
import { Enrolment, Product } from '@perennial/db';
import { type LessonRelease, nextRelease } from '@perennial/domain/learning';
import { type Cause, CourseReader, Enrolments } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { WaitLedger, type WaitOwner } from '../platform/wait-ledger.js';
import { newOpenings, type Opening } from './openings.js';

/** What the enrolment workflow must do next. Instants in ISO 8601. */
export interface EnrolmentSyncResult {
  readonly next: { readonly at: string | null; readonly reason: string } | null;
  readonly done: boolean;
}

/** What woke the enrolment, or may have. */
interface Wakening extends Cause {
  readonly type: string;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How soon to look again while a membership is being settled. */
const settling = 5 * 60_000;
const afterPrevious = 'The lesson before to be completed';

/**
 * Looks at what is open in a course for one person, tells what time has opened, and writes what to wait for: all in one
 * transaction. Repeating it tells nothing twice. Whether a lesson is open is never read from here: requests ask the
 * entitlement and the rules.
 */
export async function syncEnrolment(services: Services, input: EnrolmentInput): Promise<EnrolmentSyncResult> {
  const { tenancy } = services;
  const owner: WaitOwner = { ownerKind: 'enrolment', ownerId: input.enrolmentId };
  const waits = new WaitLedger(tenancy);
  return tenancy.withSchool(input.schoolId, async () => {
    const enrolment = await tenancy
      .repo(Enrolment)
      .findOneOrFail({ where: { id: input.enrolmentId }, lock: { mode: 'pessimistic_write' } });
    const wakenings = await wakeningsOf(services, owner);
    await waits.seen(owner, wakenings);
    const { clockId, now } = await services.clocks.of(enrolment.contactId);
    const cause = causeOf(wakenings);
    await new Enrolments(tenancy, services.events).settle(enrolment.id, now, cause);

    if (!(await services.access.isOpen(enrolment.contactId, enrolment.courseId, now))) {
      if (await isBeingSettled(services, enrolment)) {
        const dueAt = new Date(now.getTime() + settling);
        const reason = 'The membership to be synced';
        await waits.set(owner, { contactId: enrolment.contactId, clockId, reason, dueAt, eventTypes: ['access.lost'] });
        return { next: { at: dueAt.toISOString(), reason }, done: false };
      }
      // A grant that ran out is told here; the course opens again with `access.gained`, which starts this anew.
      await services.access.refresh(enrolment.contactId, enrolment.courseId, now, cause);
      await waits.clear(owner);
      return { next: null, done: true };
    }
    const schedule = await tellOpenings(services, enrolment, owner, wakenings, { clockId, now });
    const due = nextRelease(schedule, now.toISOString());
    const waitsForLesson = schedule.some(({ unlocksAt }) => unlocksAt === null);
    if (!due && !waitsForLesson) {
      await waits.clear(owner);
      return { next: null, done: true };
    }
    const reason = due ? lessonsOpen(due.lessonIds.length) : afterPrevious;
    await waits.set(owner, {
      contactId: enrolment.contactId,
      clockId,
      reason,
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
  wakenings: readonly Wakening[],
  { clockId, now }: { clockId: string | null; now: Date },
): Promise<LessonRelease[]> {
  const { tenancy } = services;
  const reader = new CourseReader(tenancy);
  const outline = await reader.outline(enrolment.courseId);
  const standing = await reader.standing(enrolment.id);
  const span = await reader.accessSpan(enrolment.contactId, enrolment.courseId);
  const schedule = await reader.schedule(enrolment, outline, standing, span);
  const lessons = outline.flatMap((module) => module.lessons);
  const planned = await tenancy.row<{ dueAt: Date | null }>(
    'select due_at as "dueAt" from wait where owner_kind = $1 and owner_id = $2',
    [owner.ownerKind, owner.ownerId],
  );
  const done = [...standing.values()];
  const { silent, openings } = newOpenings(schedule, {
    now,
    enrolledAt: enrolment.enrolledAt,
    openSince: span.since,
    plannedAt: planned?.dueAt ?? null,
    changedAt: changeOfSchedule(wakenings, clockId, now),
    added: addedLessons(wakenings),
    noted: new Set(done.flatMap(({ lessonId, unlockedAt }) => (unlockedAt ? [lessonId] : []))),
    completedAt: new Set(done.flatMap(({ completedAt }) => (completedAt ? [completedAt.toISOString()] : []))),
    previews: new Set(lessons.flatMap(({ id, preview }) => (preview ? [id] : []))),
    opened: new Set(done.flatMap(({ lessonId, openedAt }) => (openedAt ? [lessonId] : []))),
  });
  for (const { lessonId, at } of silent) await note(services, enrolment.id, [lessonId], at);
  if (openings.length > 0) {
    const course = await tenancy.repo(Product).findOneByOrFail({ id: enrolment.courseId });
    const titles = new Map(lessons.map(({ id, title }) => [id, title]));
    for (const opening of openings) await tell(services, enrolment, course.title, titles, opening, causeOf(wakenings));
  }
  return schedule;
}

async function tell(
  services: Services,
  { id, contactId, courseId }: Enrolment,
  courseTitle: string,
  titles: ReadonlyMap<string, string>,
  { at, lessonIds, planned, added }: Opening,
  cause: Cause | null,
): Promise<void> {
  await note(services, id, lessonIds, at);
  await services.events.record({
    type: 'lessons.unlocked',
    contactId,
    occurredAt: new Date(at),
    cause: planned ? null : cause,
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
  await services.tenancy.em.query(
    `insert into lesson_progress (enrolment_id, lesson_id, unlocked_at) select $1, unnest($2::uuid[]), $3
     on conflict (enrolment_id, lesson_id) do update set unlocked_at = coalesce(lesson_progress.unlocked_at, excluded.unlocked_at)`,
    [enrolmentId, lessonIds, at],
  );
}

/**
 * A paid right has run out and its membership has not said yet whether it goes on: at a date on which both fall due, either
 * may look first. Its sync revokes the right, which is told, or extends it, which is not.
 */
async function isBeingSettled({ tenancy }: Services, { contactId, courseId }: Enrolment): Promise<boolean> {
  const lapsed = await tenancy.row(
    `select 1 from entitlement where contact_id = $1 and product_id = $2 and source = 'membership' and revoked_at is null`,
    [contactId, courseId],
  );
  return lapsed !== undefined;
}

/** The newest event that says something; a test clock's move is only time. */
const causeOf = (wakenings: readonly Wakening[]): Cause | null =>
  wakenings.findLast(({ type }) => type !== 'clock.advance_requested') ?? null;

const wakeningsOf = ({ tenancy }: Services, { ownerKind, ownerId }: WaitOwner): Promise<Wakening[]> =>
  tenancy.rows<Wakening>(
    `select w.event_id as "eventId", e.depth, e.type, e.occurred_at as "occurredAt", e.data from wake w join event e on e.id = w.event_id
      where w.owner_kind = $1 and w.owner_id = $2 order by w.event_id`,
    [ownerKind, ownerId],
  );

const changes: ReadonlySet<string> = new Set(['course.outline_changed', 'contact.time_zone_changed', 'school.time_zone_changed']);

/** A change by staff happens on the wall; for someone on a test clock that says nothing, so it counts from now. */
function changeOfSchedule(wakenings: readonly Wakening[], clockId: string | null, now: Date): Date | null {
  const change = wakenings.findLast(({ type }) => changes.has(type));
  return change ? (clockId === null ? change.occurredAt : now) : null;
}

const addedLessons = (wakenings: readonly Wakening[]): ReadonlySet<string> =>
  new Set(
    wakenings.flatMap(({ type, data }) =>
      type === 'course.outline_changed' && Array.isArray(data.addedLessonIds) ? data.addedLessonIds.map(String) : [],
    ),
  );

const lessonsOpen = (count: number): string => (count === 1 ? 'A lesson opens' : `${count} lessons open`);
