import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Enrolment, Tenancy } from '@perennial/db';
import { formatLocal } from '@perennial/domain/calendar';
import { Enrolments, EventLog, LessonReleases, type OutlinedLesson } from '@perennial/services';
import { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { CourseAccess, type CourseState, isLessonOpen, lockOf, opensAtOf } from './course-access.js';
import { completeLesson, courseOfLesson, zoneOfContact } from './learning.queries.js';
import type { LessonProgressView } from './learning.schemas.js';

/** Whose progress, in which school. */
export interface Learner {
  readonly schoolId: string;
  readonly contactId: string;
}

interface OpenLesson {
  readonly courseState: CourseState;
  readonly lesson: OutlinedLesson;
  readonly enrolment: NonNullable<CourseState['enrolment']>;
}

/** Progress of members in lessons. Every change checks access first. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly courseAccess: CourseAccess,
    private readonly releases: LessonReleases,
    private readonly enrolments: Enrolments,
    @InjectRepository(Enrolment) private readonly enrolmentRows: Repository<Enrolment>,
  ) {}

  /** Records that the member sees the lesson. */
  open(learner: Learner, lessonId: string): Promise<void> {
    return this.#in(learner, lessonId, (place) => this.#seen(place));
  }

  /** Stores the position in a video. */
  keepPosition(learner: Learner, lessonId: string, seconds: number): Promise<void> {
    return this.#in(learner, lessonId, async (place) => {
      await this.#seen(place);
      await this.tenancy.em.query('update lesson_progress set seconds = $3 where enrolment_id = $1 and lesson_id = $2', [
        place.enrolment.id,
        lessonId,
        seconds,
      ]);
    });
  }

  complete(learner: Learner, lessonId: string): Promise<LessonProgressView> {
    return this.#in(learner, lessonId, async (place) => {
      await this.#seen(place);
      const { enrolment, courseState, lesson } = place;
      const { now, course } = courseState;
      const completed = await this.tenancy.rowOf(completeLesson, enrolment.id, lessonId, now);
      const progress = await this.enrolments.progress(enrolment);
      const eventId =
        completed &&
        (await this.events.record({
          type: 'lesson.completed',
          contactId: learner.contactId,
          occurredAt: now,
          key: `enrolment:${enrolment.id}:lesson:${lessonId}:${completed.completions}`,
          data: {
            courseId: course.id,
            courseTitle: course.title,
            lessonId,
            lessonTitle: lesson.title,
            progressPercent: progress.percent,
          },
        }));
      if (eventId) await this.enrolments.settle(enrolment.id, now, { eventId, depth: 0 });
      return { lessonId, state: 'completed', progressPercent: progress.percent, courseCompleted: progress.complete };
    });
  }

  /**
   * Undoes a completion. A completed course stays completed, because its certificate may state the day. Lessons that the
   * completion opened stay open.
   */
  uncomplete(learner: Learner, lessonId: string): Promise<LessonProgressView> {
    return this.#in(learner, lessonId, async ({ enrolment, courseState }) => {
      await this.releases.keepOpen({ enrolmentId: enrolment.id }, () =>
        this.tenancy.em.query('update lesson_progress set completed_at = null where enrolment_id = $1 and lesson_id = $2', [
          enrolment.id,
          lessonId,
        ]),
      );
      const progress = await this.enrolments.settle(enrolment.id, courseState.now, null);
      return { lessonId, state: 'in_progress', progressPercent: progress.percent, courseCompleted: progress.complete };
    });
  }

  /** Runs `work` where the lesson is open to this member, with their enrolment locked. */
  #in<T>({ schoolId, contactId }: Learner, lessonId: string, work: (place: OpenLesson) => Promise<T>): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () => {
      const row = await this.tenancy.rowOf(courseOfLesson, lessonId);
      const courseId = found(row, 'lesson').courseId;
      // Concurrent clicks run one after the other, and the second one sees the result of the first.
      await this.tenancy.em.query('select from enrolment where contact_id = $1 and course_id = $2 for update', [
        contactId,
        courseId,
      ]);
      const courseState = found(await this.courseAccess.stateOf(courseId, contactId), 'lesson');
      const lesson = found(
        courseState.outline.flatMap(({ lessons }) => lessons).find(({ id }) => id === lessonId),
        'lesson',
      );
      await this.#assertOpen(courseState, lesson, contactId);
      const enrolment = courseState.enrolment ?? (await this.#enrol(contactId, courseState));
      return work({ courseState, lesson, enrolment });
    });
  }

  #enrol(contactId: string, { course, enrolledAt }: CourseState): Promise<Enrolment> {
    return this.enrolments.enrol(contactId, course.id, enrolledAt);
  }

  async #seen({ enrolment, courseState, lesson }: OpenLesson): Promise<void> {
    const { course, now } = courseState;
    await this.tenancy.em.query(
      `insert into lesson_progress (enrolment_id, lesson_id, opened_at) values ($1, $2, $3)
       on conflict (enrolment_id, lesson_id) do update set opened_at = coalesce(lesson_progress.opened_at, excluded.opened_at)`,
      [enrolment.id, lesson.id, now],
    );
    await this.enrolmentRows.update({ id: enrolment.id }, { lastLessonId: lesson.id, startedAt: enrolment.startedAt ?? now });
    if (enrolment.startedAt) return;
    await this.events.record({
      type: 'course.started',
      contactId: enrolment.contactId,
      occurredAt: now,
      key: `enrolment:${enrolment.id}:started`,
      data: { courseId: course.id, courseTitle: course.title },
    });
  }

  /** @throws {Refusal} saying when or by what the lesson opens */
  async #assertOpen(courseState: CourseState, lesson: OutlinedLesson, contactId: string): Promise<void> {
    if (!courseState.open)
      throw new Refusal(
        'rule_refused',
        'You do not have access to this course, so your progress was not saved. See your memberships for the reason.',
      );
    if (isLessonOpen(courseState, lesson)) return;
    const opensAt = opensAtOf(courseState, lesson);
    if (!opensAt) throw new Refusal('rule_refused', lockOf(courseState, lesson) ?? 'This lesson is not open yet.');
    const row = await this.tenancy.rowOf(zoneOfContact, contactId);
    throw new Refusal('rule_refused', `This lesson opens on ${formatLocal(opensAt, row?.zone ?? 'UTC')}.`);
  }
}
