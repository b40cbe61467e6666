import { Injectable } from '@nestjs/common';
import { type Enrolment, type Product, Tenancy } from '@perennial/db';
import type { LessonRelease } from '@perennial/domain/learning';
import {
  Clocks,
  CourseReader,
  type LessonState,
  type OutlinedLesson,
  type OutlinedModule,
  scheduleOf,
} from '@perennial/services';
import { type CourseForPerson, coursesForPerson } from './learning.queries.js';

/** A course for one person at one time. A visitor has no contact. */
export interface CourseState {
  readonly course: Pick<Product, 'id' | 'title' | 'slug' | 'description' | 'status'>;
  readonly now: Date;
  /** Whether a live right opens the course. */
  readonly open: boolean;
  readonly enrolment: Omit<Enrolment, 'schoolId'> | null;
  /** From when the release rules count. */
  readonly enrolledAt: Date;
  readonly outline: readonly OutlinedModule[];
  readonly lessonStates: ReadonlyMap<string, LessonState>;
  readonly releases: ReadonlyMap<string, LessonRelease>;
}

/**
 * Decides whether a person may open a course or lesson now, from entitlements, release rules and the person's clock. Any number
 * of courses is read with the same number of statements.
 */
@Injectable()
export class CourseAccess {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly reader: CourseReader,
  ) {}

  /** In the open scope. Null when the person may not even know of the course. */
  async stateOf(courseId: string, contactId: string | null): Promise<CourseState | null> {
    const [state] = await this.#states(contactId, [courseId]);
    return state ?? null;
  }

  /** Every course that a live right opens to a contact, in the open scope. */
  openCourses(contactId: string): Promise<CourseState[]> {
    return this.#states(contactId, null);
  }

  async #states(contactId: string | null, courseIds: readonly string[] | null): Promise<CourseState[]> {
    const rows = await this.tenancy.rowsOf(coursesForPerson, contactId, courseIds, this.clocks.wall());
    const visible = rows.filter(({ open, status }) => open || status === 'published');
    const outlines = await this.reader.outlines(visible.map(({ id }) => id));
    const states = await this.reader.lessonStatesOf(visible.flatMap(({ enrolmentId }) => enrolmentId ?? []));
    return visible.map((row) => {
      const lessonStates = states.get(row.enrolmentId ?? '') ?? new Map<string, LessonState>();
      return toState(row, contactId, outlines.get(row.id) ?? [], lessonStates);
    });
  }
}

function toState(
  row: CourseForPerson,
  contactId: string | null,
  outline: readonly OutlinedModule[],
  lessonStates: ReadonlyMap<string, LessonState>,
): CourseState {
  const { id, title, slug, description, status, now, open, closedSeconds, memberZone, schoolZone } = row;
  // An enrolment that does not exist yet will count from when access was gained.
  const enrolledAt = row.enrolledAt ?? row.openSince ?? now;
  const zones = { member: memberZone, school: schoolZone };
  const schedule = open ? scheduleOf(outline, { enrolledAt, zones, lessonStates, closedSeconds }) : [];
  return {
    course: { id, title, slug, description, status },
    now,
    open,
    enrolment: enrolmentOf(row, contactId),
    enrolledAt,
    outline,
    lessonStates,
    releases: new Map(schedule.map((one) => [one.lessonId, one])),
  };
}

function enrolmentOf(row: CourseForPerson, contactId: string | null): CourseState['enrolment'] {
  const { id: courseId, enrolmentId: id, enrolledAt, startedAt, completedAt, progressPercent, lastLessonId } = row;
  if (contactId === null || id === null || enrolledAt === null) return null;
  return { id, contactId, courseId, enrolledAt, startedAt, completedAt, progressPercent: progressPercent ?? 0, lastLessonId };
}

/** Whether the lesson itself may be shown. */
export function isLessonOpen({ course, open, releases, now }: CourseState, { id, preview }: OutlinedLesson): boolean {
  if (preview && course.status === 'published') return true;
  const opensAt = releases.get(id)?.unlocksAt;
  return open && typeof opensAt === 'string' && opensAt <= now.toISOString();
}

/** When a locked lesson opens; null when something else than time has to happen first. */
export function opensAtOf(courseState: CourseState, lesson: OutlinedLesson): string | null {
  if (!courseState.open || isLessonOpen(courseState, lesson)) return null;
  return courseState.releases.get(lesson.id)?.unlocksAt ?? null;
}

/** Why a lesson is locked, if it has no opening time; otherwise null. */
export function lockOf(courseState: CourseState, lesson: OutlinedLesson): string | null {
  if (isLessonOpen(courseState, lesson) || opensAtOf(courseState, lesson)) return null;
  if (!courseState.open) return 'Opens when you get access to the course.';
  const release = courseState.releases.get(lesson.id);
  const modules = courseState.outline;
  const place = modules.findIndex(({ lessons }) => lessons.some(({ id }) => id === lesson.id));
  if (release?.by === 'module') return `Opens after “${modules[place - 1]?.title ?? 'the previous module'}”.`;
  const order = modules.flatMap(({ lessons }) => lessons);
  const before = order[order.findIndex(({ id }) => id === lesson.id) - 1];
  return `Opens after “${before?.title ?? 'the previous lesson'}”.`;
}
