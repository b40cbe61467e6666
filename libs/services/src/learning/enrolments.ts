import { Enrolment, type Tenancy } from '@perennial/db';
import type { Cause, EventLog } from '../platform/event-log.js';
import { progressOfEnrolment, recountCourse } from './enrolments.queries.js';

/** How far someone is in a course. */
export interface CourseProgress {
  readonly percent: number;
  readonly complete: boolean;
  readonly courseTitle: string;
}

/** Writes enrolments and progress. All in the open scope. */
export class Enrolments {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /** The enrolment of a contact in a course, created if there is none. It is kept after memberships end. */
  async enrol(contactId: string, courseId: string, at: Date): Promise<Enrolment> {
    await this.tenancy.em.query(
      'insert into enrolment (contact_id, course_id, enrolled_at) values ($1, $2, $3) on conflict do nothing',
      [contactId, courseId, at],
    );
    return this.tenancy.repo(Enrolment).findOneByOrFail({ contactId, courseId });
  }

  /** How much of a course is done, as its lessons are now. */
  async progress({ id, courseId }: Pick<Enrolment, 'id' | 'courseId'>): Promise<CourseProgress> {
    const row = await this.tenancy.rowOf(progressOfEnrolment, courseId, id);
    const { done, total, courseTitle } = row ?? { done: 0, total: 0, courseTitle: '' };
    return { percent: total === 0 ? 0 : Math.floor((100 * done) / total), complete: total > 0 && done === total, courseTitle };
  }

  /** Stores the progress in a course, and records its completion once. A completed course stays completed. */
  async settle(enrolmentId: string, now: Date, cause: Cause | null): Promise<CourseProgress> {
    const enrolment = await this.tenancy
      .repo(Enrolment)
      .findOneOrFail({ where: { id: enrolmentId }, lock: { mode: 'pessimistic_write' } });
    const progress = await this.progress(enrolment);
    const { contactId, courseId, completedAt } = enrolment;
    await this.tenancy
      .repo(Enrolment)
      .update(
        { id: enrolmentId },
        { progressPercent: progress.percent, completedAt: completedAt ?? (progress.complete ? now : null) },
      );
    if (progress.complete && !completedAt)
      await this.events.record({
        type: 'course.completed',
        contactId,
        occurredAt: now,
        cause,
        key: `enrolment:${enrolmentId}:completed`,
        data: { courseId, courseTitle: progress.courseTitle },
      });
    return progress;
  }

  /** Adds up the percentages of everyone in a course, after its lessons changed. */
  async recount(courseId: string): Promise<void> {
    await this.tenancy.rowsOf(recountCourse, courseId);
  }
}
