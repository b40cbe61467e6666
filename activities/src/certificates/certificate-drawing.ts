import { createHash } from 'node:crypto';
import { type PictureUse } from '@perennial/domain/school';
import { CertificateImageError, MissingGlyphError, renderCertificatePdf } from '@perennial/rendering';
import { FileMissingError, pictureKey, type Storage } from '@perennial/storage';
import { failure } from '../platform/failure.js';
import type { Logger } from '../platform/log.port.js';
import type { CertificateFace } from './certificate-content.js';

/** A PDF in the storage. */
export interface StoredCertificate {
  readonly pdfKey: string;
  readonly sha256: string;
}

/** What to draw. */
export interface Drawn extends CertificateFace {
  readonly schoolId: string;
  readonly certificateId: string;
}

/** Draws certificates and stores them. Each picture is read once. */
export class CertificateDrawing {
  readonly #pictures = new Map<string, Promise<Uint8Array>>();

  constructor(
    private readonly storage: Storage,
    private readonly log: Logger,
  ) {}

  /**
   * Outside every scope. The hash is part of the name: drawn again, it is the same file, and a changed template never overwrites one.
   * @throws the failure `storage_unreachable`, and errors for which {@link drawingProblem} has a message
   */
  async store({ schoolId, certificateId, look: { template, logo }, snapshot }: Drawn): Promise<StoredCertificate> {
    const pictures = {
      ...(template.showLogo && logo && { logo: await this.#picture('logo', schoolId, logo) }),
      ...(template.signature && { signature: await this.#picture('signature', schoolId, template.signature) }),
    };
    const pdf = await renderCertificatePdf(template, snapshot, pictures);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const pdfKey = `certificates/${schoolId}/${certificateId}-${sha256.slice(0, 16)}.pdf`;
    await this.#reach(() => this.storage.put(pdfKey, pdf, 'application/pdf'));
    return { pdfKey, sha256 };
  }

  #picture(use: PictureUse, schoolId: string, name: string): Promise<Uint8Array> {
    const key = pictureKey(use, schoolId, name);
    const known = this.#pictures.get(key);
    if (known) return known;
    const fresh = this.#reach(() => this.storage.get(key));
    this.#pictures.set(key, fresh);
    return fresh;
  }

  /** A storage failure is retried; its error text stays in our log. */
  async #reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FileMissingError) throw error;
      this.log.warn({ err: error }, 'the storage failed');
      throw failure('storage_unreachable');
    }
  }
}

/** Message of an error that a retry cannot fix; null for temporary errors. Never contains the name. */
export function drawingProblem(error: unknown): string | null {
  if (error instanceof MissingGlyphError)
    return `The name or the course cannot be printed: ${error.message}. Change it and try again.`;
  if (error instanceof CertificateImageError) return `${error.message}. Replace the picture and try again.`;
  if (error instanceof FileMissingError)
    return 'The logo or the signature is no longer in the storage. Upload it again, then retry.';
  return null;
}
