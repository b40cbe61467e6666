import { Injectable, type StreamableFile } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Certificate, Product, School, Tenancy } from '@perennial/db';
import { CertificateSnapshot } from '@perennial/domain/certificates';
import { In, IsNull, Not, Repository } from 'typeorm';
import { ApiConfig } from '../platform/database/api-config.js';
import { found, notFound, Refusal } from '../platform/http/refusal.js';
import { iso, isoOrNull } from '../platform/http/schemas.js';
import { CertificateFiles } from './certificate-files.js';
import type { MemberCertificate, Verification } from './certificates.schemas.js';

const unknown: Verification = {
  state: 'unknown',
  snapshot: null,
  issuedAt: null,
  sha256: null,
  revokedAt: null,
  revokedReason: null,
  pdfUrl: null,
};

/** Certificates outside the admin app: their owners' list, and the page where anyone checks a serial. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly config: ApiConfig,
    private readonly files: CertificateFiles,
    @InjectRepository(Certificate) private readonly certificates: Repository<Certificate>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  mine(schoolId: string, contactId: string): Promise<MemberCertificate[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      const rows = await this.certificates.find({
        where: { contactId, issuedAt: Not(IsNull()) },
        order: { issuedAt: 'DESC', id: 'DESC' },
      });
      const { slug } = await this.schools.findOneByOrFail({});
      const courses = await this.products.findBy({ id: In(rows.map(({ courseId }) => courseId)) });
      const titles = new Map(courses.map(({ id, title }) => [id, title]));
      return rows.map((row) => {
        const snapshot = CertificateSnapshot.safeParse(row.snapshot).data;
        return {
          id: row.id,
          courseId: row.courseId,
          courseTitle: snapshot?.courseTitle ?? titles.get(row.courseId) ?? '',
          serial: row.serial,
          completedOn: snapshot?.completedOn ?? null,
          issuedAt: iso(row.issuedAt ?? row.requestedAt),
          revokedAt: isoOrNull(row.revokedAt),
          revokedReason: row.revokedReason,
          verifyUrl: `${this.config.portalUrl(slug)}/verify/${row.serial}`,
          pdfUrl: row.revokedAt ? null : `/api/portal/certificates/${row.id}/pdf`,
        };
      });
    });
  }

  /** The PDF, for the person it was issued to. */
  async minePdf(schoolId: string, contactId: string, id: string): Promise<StreamableFile> {
    const certificate = await this.tenancy.withSchool(schoolId, async () =>
      found(await this.certificates.findOneBy({ id, contactId }), 'certificate'),
    );
    return this.#file(certificate);
  }

  /** Checks a serial. Unknown is a result, not an error. */
  async verify(schoolId: string, serial: string): Promise<Verification> {
    const certificate = await this.#issued(schoolId, serial);
    if (!certificate) return unknown;
    const { snapshot, issuedAt, sha256, revokedAt, revokedReason } = certificate;
    return {
      state: revokedAt ? 'revoked' : 'valid',
      snapshot: CertificateSnapshot.safeParse(snapshot).data ?? null,
      issuedAt: isoOrNull(issuedAt),
      sha256,
      revokedAt: isoOrNull(revokedAt),
      revokedReason,
      pdfUrl: revokedAt ? null : `/api/portal/verify/${certificate.serial}/pdf`,
    };
  }

  /** The original PDF, to compare with a copy. */
  async verifyPdf(schoolId: string, serial: string): Promise<StreamableFile> {
    const certificate = await this.#issued(schoolId, serial);
    if (!certificate) throw notFound('certificate');
    return this.#file(certificate);
  }

  #issued(schoolId: string, serial: string): Promise<Certificate | null> {
    return this.tenancy.withSchool(schoolId, () =>
      this.certificates.findOneBy({ serial: serial.trim().toUpperCase(), issuedAt: Not(IsNull()) }),
    );
  }

  #file(certificate: Certificate): Promise<StreamableFile> {
    if (certificate.revokedAt)
      throw new Refusal('not_possible_now', 'This certificate was revoked and can no longer be downloaded.');
    return this.files.genuine(certificate);
  }
}
