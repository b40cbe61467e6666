import { type SchoolScoped, wakeSignal, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `certificate`: draws, stores and announces one certificate. */
export interface CertificateInput extends SchoolScoped {
  readonly certificateId: string;
  readonly contactId: string;
  readonly courseId: string;
}

/** Input of `certificateBatch`: certificates of a school that were requested at the same time. */
export interface CertificateBatchInput extends SchoolScoped {
  /** The first of the requests. */
  readonly eventId: string;
  readonly certificates: readonly Omit<CertificateInput, 'schoolId'>[];
}

/** Workflows of the area certificates. */
export const certificatesWorkflows = {
  certificate: workflow<CertificateInput, typeof wakeSignal>({
    name: 'certificate',
    queue: taskQueues.lifecycle,
    idPrefix: 'certificate-',
    key: ({ certificateId }) => certificateId,
    attributes: ({ contactId, courseId }) => ({ ContactId: contactId, CourseId: courseId }),
    summary: 'Certificate: drawn, stored and announced',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  certificateBatch: workflow<CertificateBatchInput>({
    name: 'certificateBatch',
    queue: taskQueues.lifecycle,
    idPrefix: 'certificates-',
    key: ({ eventId }) => eventId,
    attributes: () => ({}),
    summary: 'Certificates that were requested at the same time',
    detail: ({ certificates }) => `${certificates.length} certificates`,
    signals: [],
    // One that it could not issue continues in its own workflow.
    onConflict: 'once',
  }),
} as const;
