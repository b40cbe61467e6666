import { certificateSnapshot, certificateTemplate } from '@perennial/domain/certificates';
import { z } from 'zod';
import { Instant } from '../platform/http/schemas.js';

/** As staff see it. */
export const CertificateResponse = z
  .object({
    id: z.uuid(),
    contactId: z.uuid(),
    courseId: z.uuid(),
    courseTitle: z.string(),
    serial: z.string(),
    state: z.enum(['requested', 'issued', 'failed', 'revoked']),
    /** Why it could not be issued. */
    problem: z.string().nullable(),
    requestedAt: Instant,
    issuedAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
    revokedReason: z.string().nullable(),
    /** Page where anyone can check it. */
    verifyUrl: z.url(),
  })
  .meta({ id: 'Certificate' });
export type CertificateView = z.output<typeof CertificateResponse>;
export const CertificatesResponse = z.array(CertificateResponse).meta({ id: 'Certificates' });

export const CertificateRequest = z.object({ contactId: z.uuid(), courseId: z.uuid() }).meta({ id: 'CertificateRequest' });
export const RevocationInput = z
  .object({
    reason: z.string().trim().min(1, 'enter a reason; the verification page shows it').max(300, 'at most 300 characters'),
  })
  .meta({ id: 'RevocationInput' });

/** As its owner sees it. */
export const MemberCertificateResponse = z
  .object({
    id: z.uuid(),
    courseId: z.uuid(),
    courseTitle: z.string(),
    serial: z.string(),
    completedOn: z.iso.date().nullable(),
    issuedAt: Instant,
    revokedAt: Instant.nullable(),
    revokedReason: z.string().nullable(),
    verifyUrl: z.url(),
    pdfUrl: z.string().nullable(),
  })
  .meta({ id: 'MemberCertificate' });
export type MemberCertificate = z.output<typeof MemberCertificateResponse>;
export const MemberCertificatesResponse = z.array(MemberCertificateResponse).meta({ id: 'MemberCertificates' });

/** What anyone learns who has the serial. */
export const VerificationResponse = z
  .object({
    state: z.enum(['valid', 'revoked', 'unknown']),
    snapshot: certificateSnapshot.nullable(),
    issuedAt: Instant.nullable(),
    /** SHA-256 of the one PDF that is genuine. */
    sha256: z.string().nullable(),
    revokedAt: Instant.nullable(),
    revokedReason: z.string().nullable(),
    pdfUrl: z.string().nullable(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.output<typeof VerificationResponse>;

export const CertificateTemplateInput = certificateTemplate.meta({ id: 'CertificateTemplate' });
export const CertificateTemplateResponse = z
  .object({ template: CertificateTemplateInput, updatedAt: Instant.nullable() })
  .meta({ id: 'CertificateTemplateView' });
export type CertificateTemplateView = z.output<typeof CertificateTemplateResponse>;

/** Certificates that could not be issued. */
export const FailedCertificatesResponse = z
  .object({
    /** Of people who are on no test clock, and of those who are. */
    total: z.int(),
    test: z.int(),
    certificates: z.array(
      z
        .object({
          id: z.uuid(),
          contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
          courseTitle: z.string(),
          problem: z.string(),
          requestedAt: Instant,
        })
        .meta({ id: 'FailedCertificate' }),
    ),
  })
  .meta({ id: 'FailedCertificates' });
export type FailedCertificates = z.output<typeof FailedCertificatesResponse>;
export const FailedCertificatesQuery = z.object({ test: z.stringbool().default(false) });
