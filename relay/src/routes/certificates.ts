import { start } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { type EventRouter, idIn, nothing } from '../router.js';
import { certificateById } from './certificates.queries.js';

/** Starts the workflow of a requested certificate. */
export const certificates: EventRouter = {
  name: 'certificates',
  events: ['certificate.requested'],
  async route(_em, { event, schoolId }) {
    const certificateId = idIn(event.data, 'certificateId');
    const courseId = idIn(event.data, 'courseId');
    if (event.contactId === null || !certificateId || !courseId) return nothing;
    return { calls: [start('certificate', { schoolId, certificateId, contactId: event.contactId, courseId })] };
  },
  restarts: {
    async certificate(em, { schoolId }, certificateId) {
      const rows = await statementsOf(em).rowsOf(certificateById, certificateId);
      return rows.map((row) => start('certificate', { schoolId, certificateId, ...row }));
    },
  },
};
