import { createHash } from 'node:crypto';
import { type CertificateInput, type FailureCode, failures } from '@perennial/contracts';
import { Certificate, CertificateTemplate, Contact, Enrolment, Product, School } from '@perennial/db';
import { firstZone, localDate } from '@perennial/domain/calendar';
import {
  CertificateLook,
  CertificateSnapshot,
  defaultCertificateTemplate,
  CertificateTemplate as Template,
} from '@perennial/domain/certificates';
import { type PictureUse } from '@perennial/domain/school';
import { CertificateImageError, MissingGlyphError, renderCertificatePdf } from '@perennial/rendering';
import { FileMissingError, pictureKey, type Storage } from '@perennial/storage';
import type { PublicAddresses } from '../messaging/mail-links.js';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { failCertificate, newestRequest } from './certificates.queries.js';

/** A PDF in the storage. */
export interface StoredCertificate {
  readonly pdfKey: string;
  readonly sha256: string;
}

/** Issues certificates step by step. The stored PDF and its hash are authoritative. */
export class CertificateIssuer {
  constructor(
    private readonly services: Services,
    private readonly storage: Storage,
    private readonly addresses: PublicAddresses,
  ) {}

  async evaluate({ schoolId, certificateId }: CertificateInput): Promise<{ wanted: boolean }> {
    const { tenancy } = this.services;
    const problem = await tenancy.withSchool(schoolId, async () => {
      const certificate = await this.#lock(certificateId);
      if (isOver(certificate)) return 'over';
      if (certificate.snapshot) return null;
      const snapshot = await this.#snapshot(certificate);
      if (snapshot.success) {
        await tenancy.repo(Certificate).update({ id: certificateId }, { snapshot: snapshot.data, look: await this.#look() });
        return null;
      }
      const fields = new Set(snapshot.error.issues.map(({ path }) => String(path[0])));
      await this.#setFailed(certificateId, misfit(fields));
      return 'misfit';
    });
    if (problem === 'misfit') throw failure('certificate_failed');
    return { wanted: problem === null };
  }

  async store({ schoolId, certificateId }: CertificateInput): Promise<StoredCertificate> {
    const { tenancy } = this.services;
    const { look, snapshot } = await tenancy.withSchool(schoolId, async () => {
      const certificate = await tenancy.repo(Certificate).findOneByOrFail({ id: certificateId });
      return {
        // A certificate from before the appearance was stored has none.
        look: certificate.look ? CertificateLook.parse(certificate.look) : await this.#look(),
        snapshot: CertificateSnapshot.parse(certificate.snapshot),
      };
    });
    const { template, logo } = look;
    try {
      const pictures = {
        ...(template.showLogo && logo && { logo: await this.#picture('logo', schoolId, logo) }),
        ...(template.signature && { signature: await this.#picture('signature', schoolId, template.signature) }),
      };
      const pdf = await renderCertificatePdf(template, snapshot, pictures);
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      // The hash is part of the name: a repeated step writes the same file, a changed template never overwrites one.
      const pdfKey = `certificates/${schoolId}/${certificateId}-${sha256.slice(0, 16)}.pdf`;
      await this.#reach(() => this.storage.put(pdfKey, pdf, 'application/pdf'));
      return { pdfKey, sha256 };
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      await tenancy.withSchool(schoolId, () => this.#setFailed(certificateId, problem));
      throw failure('certificate_failed');
    }
  }

  async publish({ schoolId, certificateId }: CertificateInput, { pdfKey, sha256 }: StoredCertificate): Promise<void> {
    const { tenancy, clocks, events } = this.services;
    await tenancy.withSchool(schoolId, async () => {
      const certificate = await this.#lock(certificateId);
      if (isOver(certificate)) return;
      const { contactId, courseId, serial } = certificate;
      const now = await clocks.nowFor(contactId);
      const { courseTitle } = CertificateSnapshot.parse(certificate.snapshot);
      await tenancy
        .repo(Certificate)
        .update({ id: certificateId }, { state: 'issued', problem: null, pdfKey, sha256, issuedAt: now });
      await events.record({
        type: 'certificate.issued',
        contactId,
        occurredAt: now,
        cause: await this.#request(certificate),
        key: `certificate:${certificateId}:issued`,
        data: { courseId, courseTitle, certificateId, serial },
      });
    });
  }

  /** Keeps the reason that the failing step stored, if any. */
  async fail({ schoolId, certificateId }: CertificateInput, code: FailureCode): Promise<void> {
    await this.services.tenancy.withSchool(schoolId, () => this.#setFailed(certificateId, failures[code].meaning, true));
  }

  /** A storage failure is retried; its error text stays in our log. */
  async #reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FileMissingError) throw error;
      this.services.log.warn({ err: error }, 'the storage failed');
      throw failure('storage_unreachable');
    }
  }

  #picture(use: PictureUse, schoolId: string, name: string): Promise<Uint8Array> {
    return this.#reach(() => this.storage.get(pictureKey(use, schoolId, name)));
  }

  /** The current appearance of certificates. */
  async #look(): Promise<CertificateLook> {
    const { tenancy } = this.services;
    const stored = await tenancy.repo(CertificateTemplate).findOneBy({});
    const school = await tenancy.repo(School).findOneByOrFail({});
    return {
      template: stored ? Template.parse(stored.template) : defaultCertificateTemplate,
      logo: school.logo,
    };
  }

  #lock(id: string): Promise<Certificate> {
    return this.services.tenancy.repo(Certificate).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async #setFailed(id: string, problem: string, keep = false): Promise<void> {
    const { tenancy, events } = this.services;
    const failed = await tenancy.rowOf(failCertificate, id, problem, keep);
    if (failed)
      events.announce(
        { admin: [{ key: 'certificates' }, { key: 'home' }], portal: [{ key: 'certificates' }, { key: 'courses' }] },
        failed.contactId,
      );
  }

  /** Content of the certificate: the current names, and the day of completion in the person's time zone. */
  async #snapshot(certificate: Certificate): Promise<ReturnType<typeof CertificateSnapshot.safeParse>> {
    const { tenancy } = this.services;
    const { contactId, courseId, serial, requestedAt } = certificate;
    const contact = await tenancy.repo(Contact).findOneByOrFail({ id: contactId });
    const course = await tenancy.repo(Product).findOneByOrFail({ id: courseId });
    const school = await tenancy.repo(School).findOneByOrFail({});
    const enrolment = await tenancy.repo(Enrolment).findOneBy({ contactId, courseId });
    const completedAt = enrolment?.completedAt ?? requestedAt;
    return CertificateSnapshot.safeParse({
      recipientName: contact.name,
      courseTitle: course.title,
      completedOn: localDate(completedAt.toISOString(), firstZone(contact.timeZone, school.timeZone)),
      serial,
      schoolName: school.name,
      verifyUrl: `${this.addresses.portal(school.slug)}/verify/${serial}`,
    });
  }

  /** The newest request caused it: the first one or a retry. */
  async #request({ id, contactId }: Certificate): Promise<{ eventId: string; depth: number } | null> {
    return (await this.services.tenancy.rowOf(newestRequest, contactId, id)) ?? null;
  }
}

/** Nothing is left to do: it is issued, or was revoked before that. */
const isOver = ({ state, revokedAt }: Certificate): boolean => state === 'issued' || revokedAt !== null;

function misfit(fields: ReadonlySet<string>): string {
  if (fields.has('recipientName'))
    return 'The person has no name to print, or one of more than 120 characters. Change the name and try again.';
  return `These do not fit on a certificate: ${[...fields].join(', ')}. Change them and try again.`;
}

/** Message of an error that a retry cannot fix; null for temporary errors. Never contains the name. */
function problemOf(error: unknown): string | null {
  if (error instanceof MissingGlyphError)
    return `The name or the course cannot be printed: ${error.message}. Change it and try again.`;
  if (error instanceof CertificateImageError) return `${error.message}. Replace the picture and try again.`;
  if (error instanceof FileMissingError)
    return 'The logo or the signature is no longer in the storage. Upload it again, then retry.';
  return null;
}
