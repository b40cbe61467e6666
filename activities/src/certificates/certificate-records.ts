import { Certificate } from '@perennial/db';
import { CertificateSnapshot } from '@perennial/domain/certificates';
import { In } from 'typeorm';
import type { Services } from '../platform/services.js';
import type { StoredCertificate } from './certificate-drawing.js';
import { failCertificate, newestRequests, publishCertificates } from './certificates.queries.js';

/** The rows of certificates and their events. In the open scope. */
export class CertificateRecords {
  constructor(private readonly services: Services) {}

  /** Certificates, locked in the order of their IDs. */
  lock(ids: readonly string[]): Promise<Certificate[]> {
    return this.services.tenancy
      .repo(Certificate)
      .find({ where: { id: In([...ids]) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** Publishes stored certificates with an event each, once. */
  async issued(stored: ReadonlyMap<string, StoredCertificate>): Promise<void> {
    const { tenancy, clocks, events } = this.services;
    const open = (await this.lock([...stored.keys()])).filter((certificate) => !isOver(certificate));
    if (open.length === 0) return;
    const rows: { readonly certificate: Certificate; readonly now: Date; readonly pdf: StoredCertificate }[] = [];
    for (const certificate of open) {
      const pdf = stored.get(certificate.id);
      if (pdf) rows.push({ certificate, now: await clocks.nowFor(certificate.contactId), pdf });
    }
    const ids = rows.map(({ certificate }) => certificate.id);
    await tenancy.rowsOf(
      publishCertificates,
      ids,
      rows.map(({ pdf }) => pdf.pdfKey),
      rows.map(({ pdf }) => pdf.sha256),
      rows.map(({ now }) => now),
    );
    // The newest request caused it: the first one or a retry.
    const requests = await tenancy.rowsOf(
      newestRequests,
      rows.map(({ certificate }) => certificate.contactId),
      ids,
    );
    const causes = new Map(requests.map(({ certificateId, ...cause }) => [certificateId, cause]));
    for (const { certificate, now } of rows) {
      const { id: certificateId, contactId, courseId, serial } = certificate;
      const { courseTitle } = CertificateSnapshot.parse(certificate.snapshot);
      await events.record({
        type: 'certificate.issued',
        contactId,
        occurredAt: now,
        cause: causes.get(certificateId) ?? null,
        key: `certificate:${certificateId}:issued`,
        data: { courseId, courseTitle, certificateId, serial },
      });
    }
  }

  /** Stores why a certificate could not be issued. @param keep an earlier reason */
  async failed(id: string, problem: string, keep = false): Promise<void> {
    const { tenancy, events } = this.services;
    const failed = await tenancy.rowOf(failCertificate, id, problem, keep);
    if (failed)
      events.announce(
        { admin: [{ key: 'certificates' }, { key: 'home' }], portal: [{ key: 'certificates' }, { key: 'courses' }] },
        failed.contactId,
      );
  }
}

/** Nothing is left to do: it is issued, or was revoked before that. */
export const isOver = ({ state, revokedAt }: Certificate): boolean => state === 'issued' || revokedAt !== null;
