import { z } from 'zod';
import { hexColour } from '../school/brand.js';
import { pictureName } from '../school/pictures.js';

/** Words that are replaced in a certificate's body. */
export const certificatePlaceholders = ['name', 'course', 'date'] as const;

/** How a school's certificate looks and reads. Plain text with `{name}`, `{course}` and `{date}`; no Liquid. */
export const certificateTemplate = z.object({
  title: z.string().trim().min(1).max(60),
  subtitle: z.string().trim().max(80),
  /** Stands under the name, e.g. "has completed the course {course}". */
  bodyText: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .refine(
      (text) => [...text.matchAll(/\{(\w*)\}/g)].every(([, word]) => certificatePlaceholders.some((known) => known === word)),
      'knows only {name}, {course} and {date}',
    ),
  signatureName: z.string().trim().max(60),
  signatureRole: z.string().trim().max(80),
  /** A picture of the signature, above its line; without one the line is there for a pen. */
  signature: pictureName.nullable().default(null),
  /** Print the school's logo above the title. */
  showLogo: z.boolean(),
  accentColour: hexColour,
});

/** What is frozen when a certificate is issued; a later change of name or template does not touch it. */
export const certificateSnapshot = z.object({
  recipientName: z.string().trim().min(1).max(120),
  courseTitle: z.string().trim().min(1).max(160),
  /** ISO date. */
  completedOn: z.iso.date(),
  serial: z.string().trim().min(1).max(40),
  schoolName: z.string().trim().min(1).max(100),
  /** Page where anyone can check the serial; printed as a QR code. */
  verifyUrl: z.url({ protocol: /^https?$/ }).max(300),
});

/** Template and logo that a certificate was frozen with. */
export const certificateLook = z.object({ template: certificateTemplate, logo: pictureName.nullable() });

export type CertificateLook = z.output<typeof certificateLook>;
export type CertificateTemplate = z.output<typeof certificateTemplate>;
export type CertificateSnapshot = z.output<typeof certificateSnapshot>;

/** What a new school starts with. */
export const defaultCertificateTemplate: CertificateTemplate = {
  title: 'Certificate of Completion',
  subtitle: 'This is to certify that',
  bodyText: 'has completed “{course}”',
  signatureName: '',
  signatureRole: '',
  signature: null,
  showLogo: true,
  accentColour: '#7a5c2e',
};

/** Values for a preview while no certificate has been issued. */
export const sampleCertificateSnapshot: CertificateSnapshot = {
  recipientName: 'Ana Ferreira',
  courseTitle: 'Throwing on the wheel',
  completedOn: '2027-01-28',
  serial: 'PER-2027-7K3Q9',
  schoolName: 'Clay & Kiln',
  verifyUrl: 'https://clayandkiln.example/verify/PER-2027-7K3Q9',
};
