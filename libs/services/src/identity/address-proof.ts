import { createHmac, timingSafeEqual } from 'node:crypto';
import { addressProofDays } from '@perennial/domain/identity';

/** The contact and address to which a proof was emailed, and when. */
export interface MailedTo {
  readonly contactId: string;
  readonly email: string;
}

/**
 * Proof that a button was pressed in an email to one contact. The worker adds it to the buttons of personal emails, and the API
 * verifies it. It does not sign in. It only confirms the address of a session that a purchase opened in the same browser, so a
 * forwarded email gives no access. Nothing is stored. The address and the day are signed, so a proof becomes invalid when the
 * address changes, and after a time.
 */
export class AddressProof {
  readonly #key: Buffer;

  /** @param appSecret 32 bytes, base64 (`APP_SECRET`) */
  constructor(appSecret: string) {
    this.#key = Buffer.from(appSecret, 'base64');
  }

  /** The proof for an email that is sent at `at` (wall clock), safe for URLs. */
  of(to: MailedTo, at: Date): string {
    const issued = Math.floor(at.getTime() / 1000).toString(36);
    return `${issued}.${this.#digest(to, issued).toString('base64url')}`;
  }

  /** Whether this proof was mailed to this contact at this address, and not too long before `now`. */
  holds(to: MailedTo, proof: string, now: Date): boolean {
    const [issued = '', given = ''] = proof.split('.');
    if (!/^[0-9a-z]{1,9}$/.test(issued)) return false;
    const age = now.getTime() / 1000 - Number.parseInt(issued, 36);
    const expected = this.#digest(to, issued);
    const digest = Buffer.from(given, 'base64url');
    // Allows a minute of clock skew between the worker and the API.
    return age > -60 && age < addressProofDays * 86_400 && digest.length === expected.length && timingSafeEqual(digest, expected);
  }

  // The purpose is signed, too, so that a proof cannot be used for anything else that is signed with the secret.
  #digest({ contactId, email }: MailedTo, issued: string): Buffer {
    return createHmac('sha256', this.#key).update(`address:${contactId}:${email}:${issued}`).digest();
  }
}
