import type { CertificateInput, FailureCode } from '@perennial/contracts';
import type { Storage } from '@perennial/storage';
import type { House } from '../context.js';
import type { PublicAddresses } from '../mail/mail-links.js';
import { CertificateDesk, type StoredCertificate } from './certificate-desk.js';

/** Steps of a certificate. Each may be repeated. */
export interface CertificateActivities {
  /** Freezes what the certificate says. `wanted` is false for one that is issued or revoked already. */
  evaluateCertificate(input: CertificateInput): Promise<{ wanted: boolean }>;
  /** Draws the PDF and stores it. */
  storeCertificate(input: CertificateInput): Promise<StoredCertificate>;
  /** Makes the stored PDF the certificate and tells it, in one transaction. */
  publishCertificate(input: CertificateInput, stored: StoredCertificate): Promise<void>;
  /** Shows staff that it could not be issued. */
  failCertificate(input: CertificateInput, code: FailureCode): Promise<void>;
}

/** Wires {@link CertificateActivities}. */
export const createCertificateActivities = (
  house: House,
  storage: Storage,
  addresses: PublicAddresses,
): CertificateActivities => {
  const desk = new CertificateDesk(house, storage, addresses);
  return {
    evaluateCertificate: (input) => desk.evaluate(input),
    storeCertificate: (input) => desk.store(input),
    publishCertificate: (input, stored) => desk.publish(input, stored),
    failCertificate: (input, code) => desk.fail(input, code),
  };
};
