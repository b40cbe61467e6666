import type { Storage } from '@perennial/storage';
import type { PublicAddresses } from '../messaging/mail-links.js';
import type { Services } from '../platform/services.js';
import { CertificateContent, type CertificateFace } from './certificate-content.js';
import { CertificateDrawing, drawingProblem, type StoredCertificate } from './certificate-drawing.js';
import { CertificateRecords, isOver } from './certificate-records.js';

/**
 * Issues certificates that were requested at the same time: two transactions for all, around the drawing. Repeating it issues nothing
 * twice.
 */
export class CertificateBatch {
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

  /** Returns those whose attempt failed for a while: each is retried, and shown, by a workflow of its own. */
  async issue(schoolId: string, certificateIds: readonly string[]): Promise<{ readonly left: readonly string[] }> {
    const { tenancy, log } = this.services;
    const ready = await tenancy.withSchool(schoolId, () => this.#freeze(certificateIds));
    const drawing = new CertificateDrawing(this.storage, log);
    const stored = new Map<string, StoredCertificate>();
    const problems = new Map<string, string>();
    const left: string[] = [];
    for (const [certificateId, face] of ready) {
      try {
        stored.set(certificateId, await drawing.store({ schoolId, certificateId, ...face }));
      } catch (error) {
        const problem = drawingProblem(error);
        if (problem) problems.set(certificateId, problem);
        else left.push(certificateId);
      }
    }
    await tenancy.withSchool(schoolId, async () => {
      await this.#records.issued(stored);
      for (const [id, problem] of problems) await this.#records.failed(id, problem);
    });
    return { left };
  }

  /** What those say that are still wanted, by ID. */
  async #freeze(ids: readonly string[]): Promise<ReadonlyMap<string, CertificateFace>> {
    const open = (await this.#records.lock(ids)).filter((certificate) => !isOver(certificate));
    const { faces, misfits } = await this.#content.freeze(open);
    for (const [id, problem] of misfits) await this.#records.failed(id, problem);
    const ready = new Map<string, CertificateFace>();
    for (const certificate of open)
      if (!misfits.has(certificate.id))
        ready.set(certificate.id, faces.get(certificate.id) ?? (await this.#content.faceOf(certificate)));
    return ready;
  }
}
