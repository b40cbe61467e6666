import { type LessonRelease, releaseRuleSchema, releaseSchedule, type ScheduledModule } from '@perennial/domain';
import type { Tenancy } from '../tenancy/tenancy.js';
import type { Enrolment } from './course.entity.js';

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
    const rows = await this.tenancy.rows<LessonStanding>(
      `select lesson_id as "lessonId", opened_at as "openedAt", completed_at as "completedAt", unlocked_at as "unlockedAt", seconds
         from lesson_progress where enrolment_id = $1`,
      [enrolmentId],
    );
    return new Map(rows.map((row) => [row.lessonId, row]));
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
    const zones = await this.tenancy.row<{ member: string | null; school: string }>(
      'select c.time_zone as member, s.time_zone as school from contact c join school s on s.id = c.school_id where c.id = $1',
      [enrolment.contactId],
    );
    if (!zones) throw new Error(`contact ${enrolment.contactId} does not exist`);
    return releaseSchedule(scheduled(outline), {
      enrolledAt: enrolment.enrolledAt.toISOString(),
      zones,
      completedAt: completions(standing),
      pausedMs: span.closedSeconds * 1000,
    });
  }
}

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

function completions(standing: ReadonlyMap<string, LessonStanding>): Record<string, string> {
  const times: Record<string, string> = {};
  for (const { lessonId, completedAt } of standing.values()) if (completedAt) times[lessonId] = completedAt.toISOString();
  return times;
}
