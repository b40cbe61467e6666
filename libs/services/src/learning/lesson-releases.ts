import type { Tenancy } from '@perennial/db';
import { type LessonRelease, lockedAgain } from '@perennial/domain/learning';
import type { Clocks } from '../platform/clocks.js';
import { CourseReader, type LessonState, type OutlinedModule, scheduleOf } from './course-reader.js';
import { type Learner, learners } from './lesson-releases.queries.js';

/** The learners whose lessons a change may lock: those of a course, one person, one enrolment, or the whole school. */
export type ReleaseScope =
  | { readonly courseId: string }
  | { readonly contactId: string }
  | { readonly enrolmentId: string }
  | 'school';

interface Known {
  readonly learner: Learner;
  readonly schedule: readonly LessonRelease[];
}

const batch = 500;

/**
 * Keeps open lessons open. Whether a lesson is open is computed per request from rules, order, completions and time zones, so a
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

  /** Makes a change, and records every open lesson that it would lock as released. */
  async keepOpen<T>(scope: ReleaseScope, change: () => Promise<T>): Promise<T> {
    const before = new Map<string, Known>();
    for (const known of await this.#schedules(scope, null))
      if (known.schedule.some(({ unlocksAt }) => isBy(unlocksAt, known.learner.asOf)))
        before.set(known.learner.enrolmentId, known);
    const result = await change();
    if (before.size === 0) return result;
    for (const { learner, schedule } of await this.#schedules(scope, [...before.keys()])) {
      const known = before.get(learner.enrolmentId);
      // Both use the same instant, because a clock that advances in between only opens more lessons.
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
      const states = await this.#reader.lessonStatesOf(some.map(({ enrolmentId }) => enrolmentId));
      for (const learner of some) {
        const { member, school, enrolledAt, closedSeconds } = learner;
        const lessonStates = states.get(learner.enrolmentId) ?? new Map<string, LessonState>();
        const outline = outlines.get(learner.courseId) ?? [];
        known.push({
          learner,
          schedule: scheduleOf(outline, { enrolledAt, closedSeconds, zones: { member, school }, lessonStates }),
        });
      }
    }
    return known;
  }

  /**
   * Enrolments with a lesson that is not known to be open. If a whole course or school changes, enrolments that wait for a date
   * are left out, because their workflow has recorded all open lessons. A course without rules locks nothing, unless its rules
   * are what changes.
   */
  #learners(scope: ReleaseScope, only: readonly string[] | null): Promise<Learner[]> {
    const { kind, id } = narrowed(scope);
    const many = kind === 'school' || kind === 'course';
    return this.tenancy.rowsOf(learners[kind], this.clocks.wall(), id, only, many && only === null, kind !== 'course');
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

function narrowed(scope: ReleaseScope): { kind: keyof typeof learners; id: string | null } {
  if (scope === 'school') return { kind: 'school', id: null };
  if ('courseId' in scope) return { kind: 'course', id: scope.courseId };
  if ('contactId' in scope) return { kind: 'contact', id: scope.contactId };
  return { kind: 'enrolment', id: scope.enrolmentId };
}
