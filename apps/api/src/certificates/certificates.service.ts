import { Injectable, type StreamableFile } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Certificate, Contact, Product, School, Tenancy } from '@perennial/db';
import { CertificateRequests, Clocks } from '@perennial/services';
import { In, Repository } from 'typeorm';
import { ApiConfig } from '../platform/database/api-config.js';
import { found, Refusal } from '../platform/http/refusal.js';
import { iso, isoOrNull } from '../platform/http/schemas.js';
import { CertificateFiles } from './certificate-files.js';
import type { CertificateView } from './certificates.schemas.js';

/** Actions of staff on certificates. The worker draws and stores them. */
@Injectable()
export class CertificatesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly config: ApiConfig,
    private readonly files: CertificateFiles,
    private readonly requests: CertificateRequests,
    @InjectRepository(Certificate) private readonly certificates: Repository<Certificate>,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  ofContact(schoolId: string, contactId: string): Promise<CertificateView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id: contactId }), 'contact');
      const rows = await this.certificates.find({ where: { contactId }, order: { id: 'DESC' } });
      return this.#views(rows);
    });
  }

  /** Requests a certificate manually, whether or not the course is completed. */
  request(schoolId: string, contactId: string, courseId: string): Promise<CertificateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id: contactId }), 'contact');
      const now = await this.clocks.nowFor(contactId);
      const made = found(await this.requests.request(contactId, courseId, now, null), 'course');
      if (!made.fresh) throw new Refusal('conflict', 'This person already has a certificate for this course. Revoke it first.');
      return this.#view(made.id);
    });
  }

  /** Retries a failed certificate, with the current names. */
  retry(schoolId: string, id: string): Promise<CertificateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { contactId } = await this.#find(id);
      if (!(await this.requests.retry(id, await this.clocks.nowFor(contactId))))
        throw new Refusal('not_possible_now', 'Only a certificate that could not be issued can be retried.');
      return this.#view(id);
    });
  }

  /** Revokes a certificate once. Its verification page shows this and the reason. */
  revoke(schoolId: string, id: string, reason: string): Promise<CertificateView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { contactId } = await this.#find(id);
      const now = await this.clocks.nowFor(contactId);
      const revoked = await this.requests.revoke(contactId, { certificateId: id }, reason, now, null);
      if (revoked === 0) throw new Refusal('not_possible_now', 'This certificate has already been revoked.');
      return this.#view(id);
    });
  }

  /** The PDF, for staff; also of a revoked one, as a record. */
  async pdf(schoolId: string, id: string): Promise<StreamableFile> {
    const certificate = await this.tenancy.withSchool(schoolId, () => this.#find(id));
    return this.files.genuine(certificate);
  }

  async #find(id: string): Promise<Certificate> {
    return found(await this.certificates.findOneBy({ id }), 'certificate');
  }

  async #view(id: string): Promise<CertificateView> {
    return found((await this.#views([await this.#find(id)]))[0], 'certificate');
  }

  async #views(rows: readonly Certificate[]): Promise<CertificateView[]> {
    const { slug } = await this.schools.findOneByOrFail({});
    const courses = await this.products.findBy({ id: In(rows.map(({ courseId }) => courseId)) });
    const titles = new Map(courses.map(({ id, title }) => [id, title]));
    return rows.map((row) => ({
      id: row.id,
      contactId: row.contactId,
      courseId: row.courseId,
      courseTitle: titles.get(row.courseId) ?? '',
      serial: row.serial,
      state: row.revokedAt ? 'revoked' : row.state,
      problem: row.problem,
      requestedAt: iso(row.requestedAt),
      issuedAt: isoOrNull(row.issuedAt),
      revokedAt: isoOrNull(row.revokedAt),
      revokedReason: row.revokedReason,
      verifyUrl: `${this.config.portalUrl(slug)}/verify/${row.serial}`,
    }));
  }
}
