import type { CertificateInput, FailureCode } from '@perennial/contracts';
import type { Storage } from '@perennial/storage';
import type { PublicAddresses } from '../messaging/mail-links.js';
import type { Services } from '../platform/services.js';
import { CertificateIssuer, type StoredCertificate } from './certificate-issuer.js';

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
  services: Services,
  storage: Storage,
  addresses: PublicAddresses,
): CertificateActivities => {
  const desk = new CertificateIssuer(services, storage, addresses);
  return {
    evaluateCertificate: (input) => desk.evaluate(input),
    storeCertificate: (input) => desk.store(input),
    publishCertificate: (input, stored) => desk.publish(input, stored),
    failCertificate: (input, code) => desk.fail(input, code),
  };
};
