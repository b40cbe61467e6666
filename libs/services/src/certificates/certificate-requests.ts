import type { Tenancy } from '@perennial/db';
import type { Cause, EventLog } from '../platform/event-log.js';

/** Asks for certificates, in the open scope. Drawing and storing them is the worker's part. */
export class CertificateRequests {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /**
   * Requests a certificate. One valid certificate per person and course: asking again names the same one.
   * @returns null when there is no such course
   */
  async request(
    contactId: string,
    courseId: string,
    now: Date,
    cause: Cause | null,
  ): Promise<{ id: string; fresh: boolean } | null> {
    const made = await this.tenancy.row<{ id: string }>(
      `insert into certificate (contact_id, course_id, requested_at, serial)
       select $1, p.id, $3, upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)) from product p
        where p.id = $2 and p.kind = 'course'
       on conflict (contact_id, course_id) where revoked_at is null do nothing returning id`,
      [contactId, courseId, now],
    );
    if (made) {
      await this.#tell(made.id, contactId, courseId, now, cause);
      return { id: made.id, fresh: true };
    }
    const known = await this.tenancy.row<{ id: string }>(
      'select id from certificate where contact_id = $1 and course_id = $2 and revoked_at is null',
      [contactId, courseId],
    );
    return known ? { id: known.id, fresh: false } : null;
  }

  /** Tries a failed certificate again, with the name as it is now. False when there is nothing to try. */
  async retry(certificateId: string, now: Date): Promise<boolean> {
    const row = await this.tenancy.row<{ contactId: string; courseId: string }>(
      `update certificate set state = 'requested', problem = null, snapshot = null, look = null
        where id = $1 and state = 'failed' and revoked_at is null returning contact_id as "contactId", course_id as "courseId"`,
      [certificateId],
    );
    if (row) await this.#tell(certificateId, row.contactId, row.courseId, now, null);
    return row !== undefined;
  }

  /** Tries every failed certificate of a person again: their name has changed. */
  async retryAll(contactId: string, now: Date): Promise<void> {
    const failed = await this.tenancy.rows<{ id: string }>(
      `select id from certificate where contact_id = $1 and state = 'failed' and revoked_at is null order by id`,
      [contactId],
    );
    for (const { id } of failed) await this.retry(id, now);
  }

  async #tell(certificateId: string, contactId: string, courseId: string, now: Date, cause: Cause | null): Promise<void> {
    await this.events.record({
      type: 'certificate.requested',
      contactId,
      occurredAt: now,
      cause,
      data: { certificateId, courseId },
    });
  }
}
