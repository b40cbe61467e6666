import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Proves that an unsubscribe link was made by us for one contact. The worker makes the links and the api takes them
 * back, so both come here. The proof stands for a sign-in, for this one purpose, and does not expire: a mail may be
 * opened years later. Another `APP_SECRET` makes earlier links unusable.
 */
export class UnsubscribeProof {
  readonly #key: Buffer;

  /** @param appSecret 32 bytes, base64 (`APP_SECRET`) */
  constructor(appSecret: string) {
    this.#key = Buffer.from(appSecret, 'base64');
  }

  /** The proof for a contact, fit to stand in an address. */
  of(contactId: string): string {
    return this.#digest(contactId).toString('base64url');
  }

  /** Whether this is the proof for this contact. Takes as long for a wrong one as for the right one. */
  holds(contactId: string, proof: string): boolean {
    const expected = this.#digest(contactId);
    const given = Buffer.from(proof, 'base64url');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  // The purpose is part of what is signed: a proof is of no use for anything else that the secret may come to sign.
  #digest(contactId: string): Buffer {
    return createHmac('sha256', this.#key).update(`unsubscribe:${contactId}`).digest();
  }
}
