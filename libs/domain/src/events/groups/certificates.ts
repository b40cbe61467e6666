import { z } from 'zod';
import { define } from '../definition.js';
import { reference, text } from '../fields.js';
import { course, courseSample } from '../shared-fields.js';
import { topics } from '../topic-names.js';

/** Certificates, issued and withdrawn. */
export const certificatesEvents = {
  'certificate.issued': define({
    label: 'Certificate issued',
    description: 'A certificate was issued and can be downloaded.',
    clause: 'a certificate is issued',
    group: 'Certificates',
    topics: topics.certificate,
    data: z.object({ ...course, certificateId: reference('certificate', 'Certificate'), serial: text('Serial') }),
    sample: { ...courseSample, certificateId: '01920000-0000-7000-8000-000000000005', serial: 'PER-2027-7K3Q9' },
    personal: [],
  }),
  'certificate.revoked': define({
    label: 'Certificate revoked',
    description: 'Staff revoked a certificate. Its verification page says so.',
    clause: 'a certificate is revoked',
    group: 'Certificates',
    topics: topics.certificate,
    data: z.object({
      ...course,
      certificateId: reference('certificate', 'Certificate'),
      serial: text('Serial'),
      reason: text('Reason'),
    }),
    sample: {
      ...courseSample,
      certificateId: '01920000-0000-7000-8000-000000000005',
      serial: 'PER-2027-7K3Q9',
      reason: 'Issued by mistake',
    },
    personal: ['reason'],
  }),
} as const;
