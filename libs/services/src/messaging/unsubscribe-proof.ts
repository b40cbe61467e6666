import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Proof that we created an unsubscribe link for one contact. The worker creates the links and the API verifies them. The proof
 * replaces a sign-in for this purpose only. It does not expire, because an email may be opened years later. Changing
 * `APP_SECRET` invalidates earlier links.
 */
export class UnsubscribeProof {
  readonly #key: Buffer;

  /** @param appSecret 32 bytes, base64 (`APP_SECRET`) */
  constructor(appSecret: string) {
    this.#key = Buffer.from(appSecret, 'base64');
  }

  /** The proof for a contact, safe for URLs. */
  of(contactId: string): string {
    return this.#digest(contactId).toString('base64url');
  }

  /** Whether this is the proof for this contact, compared in constant time. */
  holds(contactId: string, proof: string): boolean {
    const expected = this.#digest(contactId);
    const given = Buffer.from(proof, 'base64url');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  // The purpose is signed, too, so that a proof cannot be used for anything else that is signed with the secret.
  #digest(contactId: string): Buffer {
    return createHmac('sha256', this.#key).update(`unsubscribe:${contactId}`).digest();
  }
}
