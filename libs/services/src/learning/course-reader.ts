import type { Enrolment, Tenancy } from '@perennial/db';
import { type LessonRelease, releaseRuleSchema, releaseSchedule, type ScheduledModule } from '@perennial/domain/learning';

/** A lesson as lists show it: without what is learned in it. */
export interface OutlinedLesson {
  readonly id: string;
  readonly title: string;
  readonly kind: 'text' | 'video';
  readonly required: boolean;
  readonly preview: boolean;
  readonly release: object;
}

/** A module with its lessons, in course order. */
export interface OutlinedModule {
  readonly id: string;
  readonly title: string;
  readonly release: object;
  readonly lessons: readonly OutlinedLesson[];
}

/** What a person has done in a lesson. */
export interface LessonStanding {
  readonly lessonId: string;
  readonly openedAt: Date | null;
  readonly completedAt: Date | null;
  readonly unlockedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly seconds: number;
}

/** When a course was last opened to a person, and for how long it was closed before that. */
export interface AccessSpan {
  readonly since: Date | null;
  readonly closedSeconds: number;
}

/** Reads courses and how far people are in them, in the open scope. */
export class CourseReader {
  constructor(private readonly tenancy: Tenancy) {}

  /** Modules and lessons of a course as they are taught now. */
  async outline(courseId: string): Promise<OutlinedModule[]> {
    const modules = await this.tenancy.rows<Omit<OutlinedModule, 'lessons'>>(
      'select id, title, release from course_module where course_id = $1 and removed_at is null order by position, id',
      [courseId],
    );
    const lessons = await this.tenancy.rows<OutlinedLesson & { moduleId: string }>(
      `select id, module_id as "moduleId", title, kind, required, preview, release from lesson
        where course_id = $1 and removed_at is null order by position, id`,
      [courseId],
    );
    return modules.map((module) => ({ ...module, lessons: lessons.filter(({ moduleId }) => moduleId === module.id) }));
  }

  /** What a person has done, by lesson. */
  async standing(enrolmentId: string): Promise<Map<string, LessonStanding>> {
    return new Map((await this.standings([enrolmentId])).map((row) => [row.lessonId, row]));
  }

  /** What several people have done. */
  standings(enrolmentIds: readonly string[]): Promise<(LessonStanding & { readonly enrolmentId: string })[]> {
    return this.tenancy.rows(
      `select enrolment_id as "enrolmentId", lesson_id as "lessonId", opened_at as "openedAt", completed_at as "completedAt",
              unlocked_at as "unlockedAt", released_at as "releasedAt", seconds
         from lesson_progress where enrolment_id = any($1)`,
      [enrolmentIds],
    );
  }

  /** How long the course was closed to a person while they were enrolled. */
  async accessSpan(contactId: string, courseId: string): Promise<AccessSpan> {
    const row = await this.tenancy.row<AccessSpan>(
      `select case when open then changed_at end as since, closed_seconds as "closedSeconds"
         from access where contact_id = $1 and product_id = $2`,
      [contactId, courseId],
    );
    return row ?? { since: null, closedSeconds: 0 };
  }

  /** When each lesson opens for a person. Whether the course is open to them at all is another question. */
  async schedule(
    enrolment: Pick<Enrolment, 'contactId' | 'courseId' | 'enrolledAt'>,
    outline: readonly OutlinedModule[],
    standing: ReadonlyMap<string, LessonStanding>,
    span: AccessSpan,
  ): Promise<LessonRelease[]> {
    const zones = await this.tenancy.row<Zones>(
      'select c.time_zone as member, s.time_zone as school from contact c join school s on s.id = c.school_id where c.id = $1',
      [enrolment.contactId],
    );
    if (!zones) throw new Error(`contact ${enrolment.contactId} does not exist`);
    return scheduleOf(outline, { enrolledAt: enrolment.enrolledAt, zones, standing, closedSeconds: span.closedSeconds });
  }
}

/** The zones in which a person's release rules count. */
export interface Zones {
  readonly member: string | null;
  readonly school: string;
}

interface Scheduling {
  readonly enrolledAt: Date;
  readonly zones: Zones;
  readonly standing: ReadonlyMap<string, LessonStanding>;
  readonly closedSeconds: number;
}

/** When each lesson of an outline opens for one person. */
export const scheduleOf = (
  outline: readonly OutlinedModule[],
  { enrolledAt, zones, standing, closedSeconds }: Scheduling,
): LessonRelease[] =>
  releaseSchedule(scheduled(outline), {
    enrolledAt: enrolledAt.toISOString(),
    zones,
    completedAt: instants(standing, ({ completedAt }) => completedAt),
    releasedAt: instants(standing, releasedAt),
    pausedMs: closedSeconds * 1000,
  });

/** Since when a lesson is known to have been open: whoever has opened it had it open. */
const releasedAt = ({ openedAt, unlockedAt, releasedAt }: LessonStanding): Date | null =>
  [openedAt, unlockedAt, releasedAt].reduce((earliest, at) => (at && (!earliest || at < earliest) ? at : earliest), null);

const scheduled = (outline: readonly OutlinedModule[]): ScheduledModule[] =>
  outline.map((module) => ({
    moduleId: module.id,
    rule: releaseRuleSchema.parse(module.release),
    lessons: module.lessons.map(({ id, release, required }) => ({
      lessonId: id,
      rule: releaseRuleSchema.parse(release),
      required,
    })),
  }));

function instants(
  standing: ReadonlyMap<string, LessonStanding>,
  of: (lesson: LessonStanding) => Date | null,
): Record<string, string> {
  const times: Record<string, string> = {};
  for (const lesson of standing.values()) {
    const at = of(lesson);
    if (at) times[lesson.lessonId] = at.toISOString();
  }
  return times;
}
