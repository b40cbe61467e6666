import { Injectable } from '@nestjs/common';
import type { PictureUse } from '@perennial/domain/school';
import { PictureRefusedError, storablePicture } from '@perennial/rendering';
import { FileMissingError, openStorage, pictureKey, type Storage } from '@perennial/storage';
import { ApiConfig } from '../../platform/database/api-config.js';
import { Refusal } from '../../platform/http/refusal.js';
import { type Allowance, RateLimit } from '../../platform/rate-limits/rate-limit.js';
import type { PictureView } from './pictures.schemas.js';

/** Each is drawn anew, which takes a moment of a processor, and stays in the storage. */
const pictureAllowance: Allowance = { attempts: 100, seconds: 3600 };

/** A school's pictures, under the hash of their bytes. What mails and certificates have shown stays where it is. */
@Injectable()
export class PicturesService {
  readonly #storage: Storage;

  constructor(
    config: ApiConfig,
    private readonly limit: RateLimit,
  ) {
    this.#storage = openStorage(config.env.STORAGE_URL);
  }

  /** Takes a picture in, drawn anew. */
  async add(schoolId: string, use: PictureUse, file: unknown): Promise<PictureView> {
    await this.limit.spend(`picture:${schoolId}`, pictureAllowance);
    if (!Buffer.isBuffer(file)) throw new Refusal('invalid_input', 'Send the picture’s bytes in the body.', { field: use });
    const { name, bytes, contentType, width, height } = await storablePicture(file).catch((error: unknown) => {
      if (error instanceof PictureRefusedError) throw new Refusal('invalid_input', error.message, { field: use });
      throw error;
    });
    await this.#storage.put(pictureKey(use, schoolId, name), bytes, contentType);
    return { name, url: `/api/admin/pictures/${use}/${name}`, width, height };
  }

  /** A picture's bytes, or null where this school has none of the name. Outside any scope: the storage may be slow. */
  async read(schoolId: string, use: PictureUse, name: string): Promise<Uint8Array | null> {
    try {
      return await this.#storage.get(pictureKey(use, schoolId, name));
    } catch (error) {
      if (error instanceof FileMissingError) return null;
      throw error;
    }
  }

  /** Refuses a name that stands for no picture of this school. */
  async assertThere(schoolId: string, use: PictureUse, name: string | null | undefined): Promise<void> {
    if (!name || (await this.read(schoolId, use, name))) return;
    throw new Refusal('invalid_input', 'This picture is no longer available. Choose it again.', { field: use });
  }
}
