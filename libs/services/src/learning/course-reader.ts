import type { Enrolment, Tenancy } from '@perennial/db';
import { type LessonRelease, ReleaseRule, releaseSchedule, type ScheduledModule } from '@perennial/domain/learning';
import {
  accessToCourse,
  lessonsOfCourses,
  modulesOfCourses,
  progressOfEnrolments,
  type Zones,
  zonesOfContact,
} from './course-reader.queries.js';

/** A lesson in lists, without its content. */
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
export interface LessonState {
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

  /** Current modules and lessons of a course. */
  async outline(courseId: string): Promise<OutlinedModule[]> {
    return (await this.outlines([courseId])).get(courseId) ?? [];
  }

  /** Current modules and lessons of several courses, by course. */
  async outlines(courseIds: readonly string[]): Promise<Map<string, OutlinedModule[]>> {
    const outlines = new Map<string, OutlinedModule[]>(courseIds.map((id) => [id, []]));
    if (courseIds.length === 0) return outlines;
    const modules = await this.tenancy.rowsOf(modulesOfCourses, courseIds);
    const lessons = await this.tenancy.rowsOf(lessonsOfCourses, courseIds);
    for (const { courseId, ...module } of modules)
      outlines.get(courseId)?.push({ ...module, lessons: lessons.filter(({ moduleId }) => moduleId === module.id) });
    return outlines;
  }

  /** What a person has done, by lesson. */
  async lessonStates(enrolmentId: string): Promise<Map<string, LessonState>> {
    return (await this.lessonStatesOf([enrolmentId])).get(enrolmentId) ?? new Map<string, LessonState>();
  }

  /** What was done in several enrolments, by enrolment and lesson. */
  async lessonStatesOf(enrolmentIds: readonly string[]): Promise<Map<string, Map<string, LessonState>>> {
    const byEnrolment = new Map<string, Map<string, LessonState>>();
    if (enrolmentIds.length === 0) return byEnrolment;
    for (const { enrolmentId, ...lesson } of await this.tenancy.rowsOf(progressOfEnrolments, enrolmentIds)) {
      const lessonStates = byEnrolment.get(enrolmentId) ?? new Map<string, LessonState>();
      byEnrolment.set(enrolmentId, lessonStates.set(lesson.lessonId, lesson));
    }
    return byEnrolment;
  }

  /** How long the course was closed to a person while they were enrolled. */
  async accessSpan(contactId: string, courseId: string): Promise<AccessSpan> {
    const row = await this.tenancy.rowOf(accessToCourse, contactId, courseId);
    return row ?? { since: null, closedSeconds: 0 };
  }

  /** When each lesson opens for a person. Whether the course itself is open to them is not considered. */
  async schedule(
    enrolment: Pick<Enrolment, 'contactId' | 'courseId' | 'enrolledAt'>,
    outline: readonly OutlinedModule[],
    lessonStates: ReadonlyMap<string, LessonState>,
    span: AccessSpan,
  ): Promise<LessonRelease[]> {
    const zones = await this.tenancy.rowOf(zonesOfContact, enrolment.contactId);
    if (!zones) throw new Error(`contact ${enrolment.contactId} does not exist`);
    return scheduleOf(outline, { enrolledAt: enrolment.enrolledAt, zones, lessonStates, closedSeconds: span.closedSeconds });
  }
}

interface Scheduling {
  readonly enrolledAt: Date;
  readonly zones: Zones;
  readonly lessonStates: ReadonlyMap<string, LessonState>;
  readonly closedSeconds: number;
}

/** When each lesson of an outline opens for one person. */
export const scheduleOf = (
  outline: readonly OutlinedModule[],
  { enrolledAt, zones, lessonStates, closedSeconds }: Scheduling,
): LessonRelease[] =>
  releaseSchedule(scheduled(outline), {
    enrolledAt: enrolledAt.toISOString(),
    zones,
    completedAt: instants(lessonStates, ({ completedAt }) => completedAt),
    releasedAt: instants(lessonStates, releasedAt),
    pausedMs: closedSeconds * 1000,
  });

/** Since when a lesson is known to have been open. Opening it shows that it was open. */
const releasedAt = ({ openedAt, unlockedAt, releasedAt }: LessonState): Date | null =>
  [openedAt, unlockedAt, releasedAt].reduce((earliest, at) => (at && (!earliest || at < earliest) ? at : earliest), null);

const scheduled = (outline: readonly OutlinedModule[]): ScheduledModule[] =>
  outline.map((module) => ({
    moduleId: module.id,
    rule: ReleaseRule.parse(module.release),
    lessons: module.lessons.map(({ id, release, required }) => ({
      lessonId: id,
      rule: ReleaseRule.parse(release),
      required,
    })),
  }));

function instants(
  lessonStates: ReadonlyMap<string, LessonState>,
  of: (lesson: LessonState) => Date | null,
): Record<string, string> {
  const times: Record<string, string> = {};
  for (const lesson of lessonStates.values()) {
    const at = of(lesson);
    if (at) times[lesson.lessonId] = at.toISOString();
  }
  return times;
}
