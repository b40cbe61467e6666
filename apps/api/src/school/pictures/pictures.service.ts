import { Injectable } from '@nestjs/common';
import type { PictureUse } from '@perennial/domain/school';
import { PictureRefusedError, storablePicture } from '@perennial/rendering';
import { FileMissingError, pictureKey, Storage } from '@perennial/storage';
import { Refusal } from '../../platform/http/refusal.js';
import { type Allowance, RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import type { PictureView } from './pictures.schemas.js';

/** Each is encoded again, which costs processor time, and stays in the storage. */
const pictureAllowance: Allowance = { attempts: 100, seconds: 3600 };

/** A school's pictures, under the hash of their bytes. Pictures that emails and certificates have shown are kept. */
@Injectable()
export class PicturesService {
  constructor(
    private readonly storage: Storage,
    private readonly limiter: RateLimiter,
  ) {}

  /** Stores a picture, encoded again. */
  async add(schoolId: string, use: PictureUse, file: unknown): Promise<PictureView> {
    await this.limiter.spend(`picture:${schoolId}`, pictureAllowance);
    if (!Buffer.isBuffer(file)) throw new Refusal('invalid_input', 'Send the picture’s bytes in the body.', { field: use });
    const { name, bytes, contentType, width, height } = await storablePicture(file).catch((error: unknown) => {
      if (error instanceof PictureRefusedError) throw new Refusal('invalid_input', error.message, { field: use });
      throw error;
    });
    await this.storage.put(pictureKey(use, schoolId, name), bytes, contentType);
    return { name, url: `/api/admin/pictures/${use}/${name}`, width, height };
  }

  /** A picture's bytes, or null where this school has none of the name. Outside any scope: the storage may be slow. */
  async read(schoolId: string, use: PictureUse, name: string): Promise<Uint8Array | null> {
    try {
      return await this.storage.get(pictureKey(use, schoolId, name));
    } catch (error) {
      if (error instanceof FileMissingError) return null;
      throw error;
    }
  }

  /** Refuses a name that is not a picture of this school. */
  async assertThere(schoolId: string, use: PictureUse, name: string | null | undefined): Promise<void> {
    if (!name || (await this.read(schoolId, use, name))) return;
    throw new Refusal('invalid_input', 'This picture is no longer available. Choose it again.', { field: use });
  }
}
