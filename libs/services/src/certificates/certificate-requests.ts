import { Certificate, type Tenancy } from '@perennial/db';
import { IsNull } from 'typeorm';
import type { Cause, EventLog } from '../platform/event-log.js';
import { requestAgain, requestCertificate, revokeCertificates } from './certificate-requests.queries.js';

/** Requests certificates, in the open scope. The worker creates and stores them. */
export class CertificateRequests {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /**
   * Requests a certificate. There is one valid certificate per person and course, so a repeated request returns the same one.
   * @returns null when there is no such course
   */
  async request(
    contactId: string,
    courseId: string,
    now: Date,
    cause: Cause | null,
  ): Promise<{ id: string; fresh: boolean } | null> {
    const made = await this.tenancy.rowOf(requestCertificate, contactId, courseId, now);
    if (made) {
      await this.#tell(made.id, contactId, courseId, now, cause);
      return { id: made.id, fresh: true };
    }
    const known = await this.tenancy.repo(Certificate).findOneBy({ contactId, courseId, revokedAt: IsNull() });
    return known ? { id: known.id, fresh: false } : null;
  }

  /** Retries a failed certificate with the current name. Returns false if there is none. */
  async retry(certificateId: string, now: Date): Promise<boolean> {
    const row = await this.tenancy.rowOf(requestAgain, certificateId);
    if (row) await this.#tell(certificateId, row.contactId, row.courseId, now, null);
    return row !== undefined;
  }

  /**
   * Revokes valid certificates of a person, with the reason that their verification pages show: one by its ID, or those of a course, or all.
   * Repeating it changes nothing.
   * @returns how many were revoked
   */
  async revoke(
    contactId: string,
    which: { readonly certificateId: string } | { readonly courseId: string | null },
    reason: string,
    now: Date,
    cause: Cause | null,
  ): Promise<number> {
    const certificateId = 'certificateId' in which ? which.certificateId : null;
    const courseId = 'courseId' in which ? which.courseId : null;
    const revoked = await this.tenancy.rowsOf(revokeCertificates, certificateId, contactId, courseId, reason, now);
    for (const { id, ...certificate } of revoked)
      await this.events.record({
        type: 'certificate.revoked',
        contactId,
        occurredAt: now,
        cause,
        key: `certificate:${id}:revoked`,
        data: { ...certificate, certificateId: id, reason },
      });
    return revoked.length;
  }

  /** Retries all failed certificates of a person after their name changed. */
  async retryAll(contactId: string, now: Date): Promise<void> {
    const failed = await this.tenancy.repo(Certificate).find({
      where: { contactId, state: 'failed', revokedAt: IsNull() },
      select: { id: true },
      order: { id: 'ASC' },
    });
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
