import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Enrolment, Tenancy } from '@perennial/db';
import { formatLocal } from '@perennial/domain/calendar';
import { Clocks, Enrolments, EventLog, LessonReleases, type OutlinedLesson } from '@perennial/services';
import { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { CourseAccess, type CourseStanding, isLessonOpen, lockOf, opensAtOf } from './course-door.js';
import type { LessonProgressView } from './learning.schemas.js';

/** Whose progress, in which school. */
export interface Learner {
  readonly schoolId: string;
  readonly contactId: string;
}

interface OpenLesson {
  readonly standing: CourseStanding;
  readonly lesson: OutlinedLesson;
  readonly enrolment: Enrolment;
}

/** Progress of members in lessons. Every change checks access first. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly door: CourseAccess,
    private readonly clocks: Clocks,
    private readonly releases: LessonReleases,
    private readonly enrolments: Enrolments,
    @InjectRepository(Enrolment) private readonly enrolmentRows: Repository<Enrolment>,
  ) {}

  /** The lesson is on the screen. */
  open(learner: Learner, lessonId: string): Promise<void> {
    return this.#in(learner, lessonId, (place) => this.#seen(place));
  }

  /** Keeps where a film was left. */
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
      const { enrolment, standing, lesson } = place;
      const { now, course } = standing;
      const completed = await this.tenancy.row<{ completions: number }>(
        `update lesson_progress set completed_at = $3, completions = completions + 1
          where enrolment_id = $1 and lesson_id = $2 and completed_at is null returning completions`,
        [enrolment.id, lessonId, now],
      );
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
   * Takes a completion back. A course that was completed stays so: the day is on a certificate by now. Lessons that the
   * completion opened stay open.
   */
  uncomplete(learner: Learner, lessonId: string): Promise<LessonProgressView> {
    return this.#in(learner, lessonId, async ({ enrolment, standing }) => {
      await this.releases.keepOpen({ enrolmentId: enrolment.id }, () =>
        this.tenancy.em.query('update lesson_progress set completed_at = null where enrolment_id = $1 and lesson_id = $2', [
          enrolment.id,
          lessonId,
        ]),
      );
      const progress = await this.enrolments.settle(enrolment.id, standing.now, null);
      return { lessonId, state: 'in_progress', progressPercent: progress.percent, courseCompleted: progress.complete };
    });
  }

  /** Runs `work` where the lesson is open to this member, with their enrolment locked. */
  #in<T>({ schoolId, contactId }: Learner, lessonId: string, work: (place: OpenLesson) => Promise<T>): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () => {
      const row = await this.tenancy.row<{ courseId: string }>(
        'select course_id as "courseId" from lesson where id = $1 and removed_at is null',
        [lessonId],
      );
      const courseId = found(row, 'lesson').courseId;
      // Two clicks at once take turns, and the second one sees what the first has done.
      await this.tenancy.em.query('select from enrolment where contact_id = $1 and course_id = $2 for update', [
        contactId,
        courseId,
      ]);
      const standing = found(await this.door.look(courseId, contactId), 'lesson');
      const lesson = found(
        standing.outline.flatMap(({ lessons }) => lessons).find(({ id }) => id === lessonId),
        'lesson',
      );
      await this.#assertOpen(standing, lesson, contactId);
      const enrolment = standing.enrolment ?? (await this.#enrol(contactId, standing));
      return work({ standing, lesson, enrolment });
    });
  }

  #enrol(contactId: string, { course, enrolledAt }: CourseStanding): Promise<Enrolment> {
    return this.enrolments.enrol(contactId, course.id, enrolledAt);
  }

  async #seen({ enrolment, standing, lesson }: OpenLesson): Promise<void> {
    const { course, now } = standing;
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
  async #assertOpen(standing: CourseStanding, lesson: OutlinedLesson, contactId: string): Promise<void> {
    if (!standing.open)
      throw new Refusal(
        'rule_refused',
        'You do not have access to this course, so your progress was not saved. See your memberships for the reason.',
      );
    if (isLessonOpen(standing, lesson)) return;
    const opensAt = opensAtOf(standing, lesson);
    if (!opensAt) throw new Refusal('rule_refused', lockOf(standing, lesson) ?? 'This lesson is not open yet.');
    const row = await this.tenancy.row<{ zone: string }>(
      'select coalesce(c.time_zone, s.time_zone) as zone from contact c join school s on s.id = c.school_id where c.id = $1',
      [contactId],
    );
    throw new Refusal('rule_refused', `This lesson opens on ${formatLocal(opensAt, row?.zone ?? 'UTC')}.`);
  }
}
