import { CertificateSnapshot, CertificateTemplate } from '@perennial/domain/certificates';
import { z } from 'zod';
import { Instant } from '../platform/http/schemas.js';

/** As staff see it. */
export const CertificateView = z
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
export type CertificateView = z.output<typeof CertificateView>;
export const CertificatesResponse = z.array(CertificateView).meta({ id: 'Certificates' });

export const CertificateRequest = z.object({ contactId: z.uuid(), courseId: z.uuid() }).meta({ id: 'CertificateRequest' });
export type CertificateRequest = z.output<typeof CertificateRequest>;
/** As its owner sees it. */
export const MemberCertificate = z
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
export type MemberCertificate = z.output<typeof MemberCertificate>;
export const MemberCertificatesResponse = z.array(MemberCertificate).meta({ id: 'MemberCertificates' });

/** Public data of a certificate. */
export const Verification = z
  .object({
    state: z.enum(['valid', 'revoked', 'unknown']),
    snapshot: CertificateSnapshot.nullable(),
    issuedAt: Instant.nullable(),
    /** SHA-256 of the one PDF that is genuine. */
    sha256: z.string().nullable(),
    revokedAt: Instant.nullable(),
    revokedReason: z.string().nullable(),
    pdfUrl: z.string().nullable(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.output<typeof Verification>;

export const CertificateTemplateInput = CertificateTemplate.meta({ id: 'CertificateTemplate' });
export const CertificateTemplateView = z
  .object({ template: CertificateTemplateInput, updatedAt: Instant.nullable() })
  .meta({ id: 'CertificateTemplateView' });
export type CertificateTemplateView = z.output<typeof CertificateTemplateView>;

/** Certificates that could not be issued. */
export const FailedCertificates = z
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
export type FailedCertificates = z.output<typeof FailedCertificates>;
export const FailedCertificatesQuery = z.object({ test: z.stringbool().default(false) });
export type FailedCertificatesQuery = z.output<typeof FailedCertificatesQuery>;
