import { type CertificateInput, type FailureCode, failures } from '@perennial/contracts';
import { Certificate } from '@perennial/db';
import type { Storage } from '@perennial/storage';
import type { PublicAddresses } from '../messaging/mail-links.js';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { CertificateContent } from './certificate-content.js';
import { CertificateDrawing, drawingProblem, type StoredCertificate } from './certificate-drawing.js';
import { CertificateRecords, isOver } from './certificate-records.js';

/** Issues a certificate step by step. The stored PDF and its hash are authoritative. */
export class CertificateIssuer {
  readonly #content: CertificateContent;
  readonly #records: CertificateRecords;

  constructor(
    private readonly services: Services,
    private readonly storage: Storage,
    addresses: PublicAddresses,
  ) {
    this.#content = new CertificateContent(services, addresses);
    this.#records = new CertificateRecords(services);
  }

  async evaluate({ schoolId, certificateId }: CertificateInput): Promise<{ wanted: boolean }> {
    const outcome = await this.services.tenancy.withSchool(schoolId, async () => {
      const [certificate] = await this.#records.lock([certificateId]);
      if (!certificate) throw new Error(`certificate ${certificateId} does not exist`);
      if (isOver(certificate)) return 'over';
      const problem = (await this.#content.freeze([certificate])).misfits.get(certificateId);
      if (problem === undefined) return 'wanted';
      await this.#records.failed(certificateId, problem);
      return 'misfit';
    });
    if (outcome === 'misfit') throw failure('certificate_failed');
    return { wanted: outcome === 'wanted' };
  }

  async store({ schoolId, certificateId }: CertificateInput): Promise<StoredCertificate> {
    const { tenancy, log } = this.services;
    const face = await tenancy.withSchool(schoolId, async () =>
      this.#content.faceOf(await tenancy.repo(Certificate).findOneByOrFail({ id: certificateId })),
    );
    try {
      return await new CertificateDrawing(this.storage, log).store({ schoolId, certificateId, ...face });
    } catch (error) {
      const problem = drawingProblem(error);
      if (!problem) throw error;
      await tenancy.withSchool(schoolId, () => this.#records.failed(certificateId, problem));
      throw failure('certificate_failed');
    }
  }

  async publish({ schoolId, certificateId }: CertificateInput, stored: StoredCertificate): Promise<void> {
    await this.services.tenancy.withSchool(schoolId, () => this.#records.issued(new Map([[certificateId, stored]])));
  }

  /** Keeps the reason that the failing step stored, if any. */
  async fail({ schoolId, certificateId }: CertificateInput, code: FailureCode): Promise<void> {
    await this.services.tenancy.withSchool(schoolId, () => this.#records.failed(certificateId, failures[code].meaning, true));
  }
}
