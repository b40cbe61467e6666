import { z } from 'zod';
import { HexColour } from '../school/brand.js';
import { PictureName } from '../school/pictures.js';

/** Words that are replaced in a certificate's body. */
export const certificatePlaceholders = ['name', 'course', 'date'] as const;

/** Text of at most this many characters. */
const text = (longest: number) => z.string().trim().max(longest, `at most ${longest} characters`);

/** Appearance and text of a school's certificates. Plain text with `{name}`, `{course}` and `{date}`; no Liquid. */
export const CertificateTemplate = z.object({
  title: text(60).min(1, 'a certificate needs a title'),
  subtitle: text(80),
  /** Printed below the name, e.g. "has completed the course {course}". */
  bodyText: text(300)
    .min(1, 'enter what the certificate is for')
    .refine(
      (text) => [...text.matchAll(/\{(\w*)\}/g)].every(([, word]) => certificatePlaceholders.some((known) => known === word)),
      'use only the placeholders {name}, {course} and {date}',
    ),
  signatureName: text(60),
  signatureRole: text(80),
  /** A picture of the signature, above its line. Without one, the line stays free for a handwritten signature. */
  signature: PictureName.nullable().default(null),
  /** Print the school's logo above the title. */
  showLogo: z.boolean(),
  accentColour: HexColour,
});
export type CertificateTemplate = z.output<typeof CertificateTemplate>;

/** Frozen when a certificate is issued, so that later changes of a name or the template do not affect it. */
export const CertificateSnapshot = z.object({
  recipientName: z.string().trim().min(1).max(120),
  courseTitle: z.string().trim().min(1).max(160),
  /** ISO date. */
  completedOn: z.iso.date(),
  serial: z.string().trim().min(1).max(40),
  schoolName: z.string().trim().min(1).max(100),
  /** Page where anyone can check the serial; printed as a QR code. */
  verifyUrl: z.url({ protocol: /^https?$/ }).max(300),
});
export type CertificateSnapshot = z.output<typeof CertificateSnapshot>;

/** Template and logo that a certificate was frozen with. */
export const CertificateLook = z.object({ template: CertificateTemplate, logo: PictureName.nullable() });
export type CertificateLook = z.output<typeof CertificateLook>;

/** The template of a new school. */
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
