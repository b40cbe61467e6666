import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Certificate, Lesson, Tenancy } from '@perennial/db';
import { nextRelease } from '@perennial/domain/learning';
import { type OutlinedLesson } from '@perennial/services';
import { In, Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { isoOrNull } from '../../platform/http/schemas.js';
import { CourseAccess, type CourseStanding, isLessonOpen, lockOf, opensAtOf } from './course-door.js';
import type { MemberHome, PlayerCourse, PlayerLessonView } from './learning.schemas.js';
import { WaysIn } from './ways-in.js';

type LessonContent = Pick<Lesson, 'bodyHtml' | 'videoUrl'>;

/** What members and visitors see of courses. */
@Injectable()
export class PlayerService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly door: CourseAccess,
    private readonly waysIn: WaysIn,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
  ) {}

  /** Everything the player shows; contents only of lessons that are open now. */
  course(schoolId: string, courseId: string, contactId: string | null): Promise<PlayerCourse> {
    return this.tenancy.withSchool(schoolId, async () => {
      const standing = found(await this.door.look(courseId, contactId), 'course');
      const { course, enrolment, outline, open } = standing;
      const lessons = outline.flatMap((module) => module.lessons);
      const contents = await this.#contents(lessons.filter((lesson) => isLessonOpen(standing, lesson)));
      return {
        id: course.id,
        title: course.title,
        slug: course.slug,
        description: course.description,
        open,
        progressPercent: enrolment?.progressPercent ?? 0,
        completedAt: isoOrNull(enrolment?.completedAt),
        nextUnlockAt: nextUnlockOf(standing),
        certificate: contactId === null ? null : await this.#certificate(course.id, contactId),
        currentLessonId: currentOf(standing)?.id ?? null,
        waysIn: open ? [] : await this.waysIn.to(courseId, contactId),
        modules: outline.map(({ id, title, lessons: own }) => ({
          id,
          title,
          lessons: own.map((lesson) => toPlayerLesson(standing, lesson, contents.get(lesson.id))),
        })),
      };
    });
  }

  /** Continue where you were, and every course that is open. */
  home(schoolId: string, contactId: string): Promise<MemberHome> {
    return this.tenancy.withSchool(schoolId, async () => {
      const courses: CourseStanding[] = [];
      const openIds = await this.door.openCourses(contactId);
      for (const id of openIds) {
        const standing = await this.door.look(id, contactId);
        if (standing) courses.push(standing);
      }
      return {
        continueWith: continueWith(courses),
        courses: courses.map((standing) => ({
          id: standing.course.id,
          title: standing.course.title,
          slug: standing.course.slug,
          progressPercent: standing.enrolment?.progressPercent ?? 0,
          completedAt: isoOrNull(standing.enrolment?.completedAt),
          nextUnlockAt: nextUnlockOf(standing),
        })),
        closedCourses: await this.waysIn.closedTo(contactId, openIds),
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

function toPlayerLesson(standing: CourseStanding, lesson: OutlinedLesson, content: LessonContent | undefined): PlayerLessonView {
  const mine = standing.standing.get(lesson.id);
  return {
    id: lesson.id,
    title: lesson.title,
    kind: lesson.kind,
    required: lesson.required,
    preview: lesson.preview,
    state: stateOf(standing, lesson),
    opensAt: opensAtOf(standing, lesson),
    lockedReason: lockOf(standing, lesson),
    completedAt: isoOrNull(mine?.completedAt),
    bodyHtml: content?.bodyHtml ?? null,
    videoUrl: content?.videoUrl ?? null,
    positionSeconds: mine?.seconds ?? 0,
  };
}

function stateOf(standing: CourseStanding, lesson: OutlinedLesson): PlayerLessonView['state'] {
  if (!isLessonOpen(standing, lesson)) return 'locked';
  const mine = standing.standing.get(lesson.id);
  if (mine?.completedAt) return 'completed';
  return mine?.openedAt ? 'in_progress' : 'available';
}

const nextUnlockOf = ({ releases, now, open }: CourseStanding): string | null =>
  (open && nextRelease([...releases.values()], now.toISOString())?.at) || null;

/** Where "continue" leads: the lesson last seen if it is not done, else the first open one that is not. */
function currentOf(standing: CourseStanding): OutlinedLesson | null {
  const lessons = standing.outline.flatMap((module) => module.lessons).filter((lesson) => isLessonOpen(standing, lesson));
  const undone = lessons.filter(({ id }) => !standing.standing.get(id)?.completedAt);
  const last = undone.find(({ id }) => id === standing.enrolment?.lastLessonId);
  return last ?? undone[0] ?? lessons.find(({ id }) => id === standing.enrolment?.lastLessonId) ?? lessons[0] ?? null;
}

function continueWith(courses: readonly CourseStanding[]): MemberHome['continueWith'] {
  const ahead = courses.flatMap((standing) => {
    const lesson = currentOf(standing);
    if (!lesson || stateOf(standing, lesson) === 'completed') return [];
    const seen = [...standing.standing.values()].map(({ openedAt, completedAt }) => (completedAt ?? openedAt)?.getTime() ?? 0);
    return [{ standing, lesson, seenAt: Math.max(0, ...seen) }];
  });
  const [next] = ahead.sort((a, b) => b.seenAt - a.seenAt);
  if (!next) return null;
  const { course, enrolment } = next.standing;
  return {
    courseId: course.id,
    courseTitle: course.title,
    lessonId: next.lesson.id,
    lessonTitle: next.lesson.title,
    progressPercent: enrolment?.progressPercent ?? 0,
  };
}
