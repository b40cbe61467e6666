import type { Tenancy } from '@perennial/db';
import { type LessonRelease, lockedAgain } from '@perennial/domain/learning';
import type { Clocks } from '../platform/clocks.js';
import { CourseReader, type LessonStanding, type OutlinedModule, scheduleOf } from './course-reader.js';

/** Whose lessons a change may lock: those of a course, of a person, of one enrolment, or of everyone in the school. */
export type ReleaseScope =
  | { readonly courseId: string }
  | { readonly contactId: string }
  | { readonly enrolmentId: string }
  | 'school';

/** An enrolment with everything its schedule depends on besides the course. */
interface Learner {
  readonly enrolmentId: string;
  readonly courseId: string;
  readonly enrolledAt: Date;
  readonly closedSeconds: number;
  readonly member: string | null;
  readonly school: string;
  /** Now for this person, or when the course was closed to them. */
  readonly asOf: Date;
}

interface Known {
  readonly learner: Learner;
  readonly schedule: readonly LessonRelease[];
}

const batch = 500;

/**
 * Keeps open what is open. Whether a lesson is open is computed per request from rules, order, completions and time zones; a
 * change of any of them could lock it again. All in the open scope.
 */
export class LessonReleases {
  readonly #reader: CourseReader;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
  ) {
    this.#reader = new CourseReader(tenancy);
  }

  /** Makes a change, and records as released every lesson that was open before and that the change would lock. */
  async keepOpen<T>(scope: ReleaseScope, change: () => Promise<T>): Promise<T> {
    const before = new Map<string, Known>();
    for (const known of await this.#schedules(scope, null))
      if (known.schedule.some(({ unlocksAt }) => isBy(unlocksAt, known.learner.asOf)))
        before.set(known.learner.enrolmentId, known);
    const result = await change();
    if (before.size === 0) return result;
    for (const { learner, schedule } of await this.#schedules(scope, [...before.keys()])) {
      const known = before.get(learner.enrolmentId);
      // The instant of the change is the same for both: a clock that moves on meanwhile only opens more.
      if (known) await this.#record(learner.enrolmentId, lockedAgain(known.schedule, schedule, known.learner.asOf.toISOString()));
    }
    return result;
  }

  async #schedules(scope: ReleaseScope, only: readonly string[] | null): Promise<Known[]> {
    const learners = await this.#learners(scope, only);
    const outlines = new Map<string, OutlinedModule[]>();
    for (const { courseId } of learners)
      if (!outlines.has(courseId)) outlines.set(courseId, await this.#reader.outline(courseId));
    const known: Known[] = [];
    for (let from = 0; from < learners.length; from += batch) {
      const some = learners.slice(from, from + batch);
      const standings = await this.#standings(some.map(({ enrolmentId }) => enrolmentId));
      for (const learner of some) {
        const { member, school, enrolledAt, closedSeconds } = learner;
        const standing = standings.get(learner.enrolmentId) ?? new Map<string, LessonStanding>();
        const outline = outlines.get(learner.courseId) ?? [];
        known.push({
          learner,
          schedule: scheduleOf(outline, { enrolledAt, closedSeconds, zones: { member, school }, standing }),
        });
      }
    }
    return known;
  }

  /**
   * Enrolments with a lesson that is not known to be open. Where a whole course or school changes, those that wait for a date
   * to come are left out: the drip has recorded all that is open to them. A course without rules locks nothing, unless its rules
   * are what changes.
   */
  #learners(scope: ReleaseScope, only: readonly string[] | null): Promise<Learner[]> {
    const { where, id, many } = narrowed(scope);
    return this.tenancy.rows<Learner>(
      `select e.id as "enrolmentId", e.course_id as "courseId", e.enrolled_at as "enrolledAt", a.closed_seconds as "closedSeconds",
              c.time_zone as member, s.time_zone as school, case when a.open then coalesce(k.now, $1) else a.changed_at end as "asOf"
         from enrolment e
         join access a on a.contact_id = e.contact_id and a.product_id = e.course_id
         join contact c on c.id = e.contact_id join school s on s.id = c.school_id left join clock k on k.id = c.clock_id
        where a.changed_at is not null and ($2::uuid is null or ${where} = $2) and ($3::uuid[] is null or e.id = any($3))
          and exists (select from lesson l where l.course_id = e.course_id and l.removed_at is null and not exists (
            select from lesson_progress p where p.enrolment_id = e.id and p.lesson_id = l.id
               and coalesce(p.unlocked_at, p.released_at, p.opened_at) is not null))
          and (not $5 or exists (
            select from course_module m where m.course_id = e.course_id and m.removed_at is null and m.release->>'mode' <> 'immediate'
            union all
            select from lesson l where l.course_id = e.course_id and l.removed_at is null and l.release->>'mode' <> 'immediate'))
          and not ($4 and exists (select from wait w where w.owner_kind = 'enrolment' and w.owner_id = e.id
            and (w.due_at is null or w.due_at > coalesce(k.now, $1))
            and not exists (select from wake where wake.owner_kind = 'enrolment' and wake.owner_id = e.id)))
        order by e.id`,
      [this.clocks.wall(), id, only, many && only === null, where !== 'e.course_id'],
    );
  }

  async #standings(enrolmentIds: readonly string[]): Promise<Map<string, Map<string, LessonStanding>>> {
    const byEnrolment = new Map<string, Map<string, LessonStanding>>();
    for (const { enrolmentId, ...lesson } of await this.#reader.standings(enrolmentIds)) {
      const standing = byEnrolment.get(enrolmentId) ?? new Map<string, LessonStanding>();
      byEnrolment.set(enrolmentId, standing.set(lesson.lessonId, lesson));
    }
    return byEnrolment;
  }

  async #record(enrolmentId: string, lessons: readonly { readonly lessonId: string; readonly at: string }[]): Promise<void> {
    if (lessons.length === 0) return;
    await this.tenancy.em.query(
      `insert into lesson_progress (enrolment_id, lesson_id, released_at)
       select $1, lesson_id, at from unnest($2::uuid[], $3::timestamptz[]) as opened (lesson_id, at)
       on conflict (enrolment_id, lesson_id) do update set released_at = coalesce(lesson_progress.released_at, excluded.released_at)`,
      [enrolmentId, lessons.map(({ lessonId }) => lessonId), lessons.map(({ at }) => at)],
    );
  }
}

const isBy = (at: string | null, now: Date): boolean => at !== null && at <= now.toISOString();

function narrowed(scope: ReleaseScope): { where: string; id: string | null; many: boolean } {
  if (scope === 'school') return { where: 'e.id', id: null, many: true };
  if ('courseId' in scope) return { where: 'e.course_id', id: scope.courseId, many: true };
  if ('contactId' in scope) return { where: 'e.contact_id', id: scope.contactId, many: false };
  return { where: 'e.id', id: scope.enrolmentId, many: false };
}
