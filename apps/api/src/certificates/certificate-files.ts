import { createHash } from 'node:crypto';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Certificate } from '@perennial/db';
import { FileMissingError, Storage } from '@perennial/storage';
import { Refusal } from '../platform/http/refusal.js';

/** The stored PDFs. Only a file whose hash matches the recorded one is served. */
@Injectable()
export class CertificateFiles {
  constructor(private readonly storage: Storage) {}

  /** Outside any scope: the storage may be slow. */
  async genuine({ pdfKey, sha256, serial }: Pick<Certificate, 'pdfKey' | 'sha256' | 'serial'>): Promise<StreamableFile> {
    if (!pdfKey || !sha256)
      throw new Refusal('not_possible_now', 'This certificate is still being created. Try again in a moment.');
    const pdf = await this.#read(pdfKey);
    if (!pdf || createHash('sha256').update(pdf).digest('hex') !== sha256)
      throw new Refusal(
        'file_altered',
        'The stored file does not match the issued certificate, so it cannot be downloaded. Contact the school.',
      );
    return pdfFile(pdf, `certificate-${serial}.pdf`);
  }

  /** A file, or null where there is none. */
  async #read(key: string): Promise<Uint8Array | null> {
    try {
      return await this.storage.get(key);
    } catch (error) {
      if (error instanceof FileMissingError) return null;
      throw error;
    }
  }
}

/** A response that a browser shows as a PDF. */
export const pdfFile = (bytes: Uint8Array, name: string): StreamableFile =>
  new StreamableFile(bytes, { type: 'application/pdf', disposition: `inline; filename="${name}"`, length: bytes.byteLength });
