import { createHmac, timingSafeEqual } from 'node:crypto';
import { addressProofDays } from '@perennial/domain/identity';

/** Whose mailbox a proof was mailed to, and when. */
export interface MailedTo {
  readonly contactId: string;
  readonly email: string;
}

/**
 * Shows that a button was pressed in an email to one contact. The worker puts a proof on the buttons of personal emails
 * and the api takes it back. It signs nobody in: it only turns the session that a purchase began in the same browser into one
 * whose address is proven, so an email that is forwarded opens nothing.
 * Nothing is stored: the address and the day are part of what is signed, so a proof ends with the address and after a time.
 */
export class AddressProof {
  readonly #key: Buffer;

  /** @param appSecret 32 bytes, base64 (`APP_SECRET`) */
  constructor(appSecret: string) {
    this.#key = Buffer.from(appSecret, 'base64');
  }

  /** The proof for an email that is sent at `at` by the wall clock, fit to stand in an address. */
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
    // A minute ahead: the worker and the api may be two machines.
    return age > -60 && age < addressProofDays * 86_400 && digest.length === expected.length && timingSafeEqual(digest, expected);
  }

  // The purpose is part of what is signed: a proof is of no use for anything else that the secret may come to sign.
  #digest({ contactId, email }: MailedTo, issued: string): Buffer {
    return createHmac('sha256', this.#key).update(`address:${contactId}:${email}:${issued}`).digest();
  }
}
