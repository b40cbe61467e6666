import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Certificate, Lesson, Tenancy } from '@perennial/db';
import { nextRelease } from '@perennial/domain/learning';
import { type OutlinedLesson } from '@perennial/services';
import { In, Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { isoOrNull } from '../../platform/http/schemas.js';
import { CourseAccess, type CourseState, isLessonOpen, lockOf, opensAtOf } from './course-access.js';
import { CoursePlans } from './course-plans.js';
import type { MemberHome, PlayerCourse, PlayerLessonView } from './learning.schemas.js';

type LessonContent = Pick<Lesson, 'bodyHtml' | 'videoUrl'>;

/** What members and visitors see of courses. */
@Injectable()
export class PlayerService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly courseAccess: CourseAccess,
    private readonly coursePlans: CoursePlans,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
  ) {}

  /** Everything the player shows; contents only of lessons that are open now. */
  course(schoolId: string, courseId: string, contactId: string | null): Promise<PlayerCourse> {
    return this.tenancy.withSchool(schoolId, async () => {
      const courseState = found(await this.courseAccess.stateOf(courseId, contactId), 'course');
      const { course, enrolment, outline, open } = courseState;
      const lessons = outline.flatMap((module) => module.lessons);
      const contents = await this.#contents(lessons.filter((lesson) => isLessonOpen(courseState, lesson)));
      return {
        id: course.id,
        title: course.title,
        slug: course.slug,
        description: course.description,
        open,
        progressPercent: enrolment?.progressPercent ?? 0,
        completedAt: isoOrNull(enrolment?.completedAt),
        nextUnlockAt: nextUnlockOf(courseState),
        certificate: contactId === null ? null : await this.#certificate(course.id, contactId),
        currentLessonId: currentOf(courseState)?.id ?? null,
        includedIn: open ? [] : await this.coursePlans.with(courseId, contactId),
        modules: outline.map(({ id, title, lessons: own }) => ({
          id,
          title,
          lessons: own.map((lesson) => toPlayerLesson(courseState, lesson, contents.get(lesson.id))),
        })),
      };
    });
  }

  /** Continue where you were, and every course that is open. */
  home(schoolId: string, contactId: string): Promise<MemberHome> {
    return this.tenancy.withSchool(schoolId, async () => {
      const courses = await this.courseAccess.openCourses(contactId);
      return {
        continueWith: continueWith(courses),
        courses: courses.map((courseState) => ({
          id: courseState.course.id,
          title: courseState.course.title,
          slug: courseState.course.slug,
          progressPercent: courseState.enrolment?.progressPercent ?? 0,
          completedAt: isoOrNull(courseState.enrolment?.completedAt),
          nextUnlockAt: nextUnlockOf(courseState),
        })),
        closedCourses: await this.coursePlans.closedTo(
          contactId,
          courses.map(({ course }) => course.id),
        ),
      };
    });
  }

  async #certificate(courseId: string, contactId: string): Promise<PlayerCourse['certificate']> {
    const row = await this.tenancy.row<{ state: Certificate['state']; name: string }>(
      `select t.state, c.name from certificate t join contact c on c.id = t.contact_id
        where t.course_id = $1 and t.contact_id = $2 and t.revoked_at is null`,
      [courseId, contactId],
    );
    return row ? { state: row.state, needsName: row.state === 'failed' && row.name.trim() === '' } : null;
  }

  async #contents(lessons: readonly OutlinedLesson[]): Promise<Map<string, LessonContent>> {
    const rows = await this.lessons.find({
      select: { id: true, bodyHtml: true, videoUrl: true },
      where: { id: In(lessons.map(({ id }) => id)) },
    });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function toPlayerLesson(courseState: CourseState, lesson: OutlinedLesson, content: LessonContent | undefined): PlayerLessonView {
  const mine = courseState.lessonStates.get(lesson.id);
  return {
    id: lesson.id,
    title: lesson.title,
    kind: lesson.kind,
    required: lesson.required,
    preview: lesson.preview,
    state: stateOf(courseState, lesson),
    opensAt: opensAtOf(courseState, lesson),
    lockedReason: lockOf(courseState, lesson),
    completedAt: isoOrNull(mine?.completedAt),
    bodyHtml: content?.bodyHtml ?? null,
    videoUrl: content?.videoUrl ?? null,
    positionSeconds: mine?.seconds ?? 0,
  };
}

function stateOf(courseState: CourseState, lesson: OutlinedLesson): PlayerLessonView['state'] {
  if (!isLessonOpen(courseState, lesson)) return 'locked';
  const mine = courseState.lessonStates.get(lesson.id);
  if (mine?.completedAt) return 'completed';
  return mine?.openedAt ? 'in_progress' : 'available';
}

const nextUnlockOf = ({ releases, now, open }: CourseState): string | null =>
  (open && nextRelease([...releases.values()], now.toISOString())?.at) || null;

/** The lesson that "Continue" opens: the last one if it is not done, otherwise the first open one that is not done. */
function currentOf(courseState: CourseState): OutlinedLesson | null {
  const lessons = courseState.outline.flatMap((module) => module.lessons).filter((lesson) => isLessonOpen(courseState, lesson));
  const undone = lessons.filter(({ id }) => !courseState.lessonStates.get(id)?.completedAt);
  const last = undone.find(({ id }) => id === courseState.enrolment?.lastLessonId);
  return last ?? undone[0] ?? lessons.find(({ id }) => id === courseState.enrolment?.lastLessonId) ?? lessons[0] ?? null;
}

function continueWith(courses: readonly CourseState[]): MemberHome['continueWith'] {
  const ahead = courses.flatMap((courseState) => {
    const lesson = currentOf(courseState);
    if (!lesson || stateOf(courseState, lesson) === 'completed') return [];
    const seen = [...courseState.lessonStates.values()].map(
      ({ openedAt, completedAt }) => (completedAt ?? openedAt)?.getTime() ?? 0,
    );
    return [{ courseState, lesson, seenAt: Math.max(0, ...seen) }];
  });
  const [next] = ahead.sort((a, b) => b.seenAt - a.seenAt);
  if (!next) return null;
  const { course, enrolment } = next.courseState;
  return {
    courseId: course.id,
    courseTitle: course.title,
    lessonId: next.lesson.id,
    lessonTitle: next.lesson.title,
    progressPercent: enrolment?.progressPercent ?? 0,
  };
}
