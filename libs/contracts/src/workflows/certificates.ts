import { type SchoolScoped, wakeSignal, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `certificate`: draws, stores and announces one certificate. */
export interface CertificateInput extends SchoolScoped {
  readonly certificateId: string;
  readonly contactId: string;
  readonly courseId: string;
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
} as const;
