import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Encrypts column secrets with AES-256-GCM, bound to their row, so that a ciphertext copied elsewhere cannot be decrypted. */
export class SecretBox {
  readonly #key: Buffer;

  /** @param appSecret 32 bytes, base64 (`APP_SECRET`) */
  constructor(appSecret: string) {
    this.#key = Buffer.from(appSecret, 'base64');
  }

  /** @param place identity of the row and column, e.g. `stripe_connection:{id}:key` */
  seal(plain: string, place: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')}`;
  }

  /** @throws when the text was sealed for another place or with another key */
  open(sealed: string, place: string): string {
    const [version, body] = sealed.split('.');
    if (version !== 'v1' || !body) throw new Error('not a sealed secret');
    const bytes = Buffer.from(body, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12)).setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}
