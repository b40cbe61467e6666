import type { CertificateInput, FailureCode, SchoolScoped } from '@perennial/contracts';
import type { Storage } from '@perennial/storage';
import type { PublicAddresses } from '../messaging/mail-links.js';
import type { Services } from '../platform/services.js';
import { CertificateBatch } from './certificate-batch.js';
import type { StoredCertificate } from './certificate-drawing.js';
import { CertificateIssuer } from './certificate-issuer.js';

/** Steps of a certificate. Each may be repeated. */
export interface CertificateActivities {
  /** Freezes the content of the certificate. `wanted` is false if it is already issued or revoked. */
  evaluateCertificate(input: CertificateInput): Promise<{ wanted: boolean }>;
  /** Draws the PDF and stores it. */
  storeCertificate(input: CertificateInput): Promise<StoredCertificate>;
  /** Publishes the stored PDF and records the event, in one transaction. */
  publishCertificate(input: CertificateInput, stored: StoredCertificate): Promise<void>;
  /** Records for staff that it could not be issued. */
  failCertificate(input: CertificateInput, code: FailureCode): Promise<void>;
  /** Makes one attempt to issue several. Returns the IDs of those to be retried; the others are issued, or failed permanently. */
  issueCertificates(batch: CertificatesToIssue): Promise<{ readonly left: readonly string[] }>;
}

/** Certificates of a school. */
export interface CertificatesToIssue extends SchoolScoped {
  readonly certificateIds: readonly string[];
}

/** Wires {@link CertificateActivities}. */
export const createCertificateActivities = (
  services: Services,
  storage: Storage,
  addresses: PublicAddresses,
): CertificateActivities => {
  const issuer = new CertificateIssuer(services, storage, addresses);
  const batch = new CertificateBatch(services, storage, addresses);
  return {
    evaluateCertificate: (input) => issuer.evaluate(input),
    storeCertificate: (input) => issuer.store(input),
    publishCertificate: (input, stored) => issuer.publish(input, stored),
    failCertificate: (input, code) => issuer.fail(input, code),
    issueCertificates: ({ schoolId, certificateIds }) => batch.issue(schoolId, certificateIds),
  };
};
