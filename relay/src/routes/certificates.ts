import { start } from '@perennial/contracts';
import { type EventRouter, idIn, nothing } from '../router.js';

/** A requested certificate is drawn, stored and announced by a workflow. */
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
      const rows: { contactId: string; courseId: string }[] = await em.query(
        'select contact_id as "contactId", course_id as "courseId" from certificate where id = $1',
        [certificateId],
      );
      return rows.map((row) => start('certificate', { schoolId, certificateId, ...row }));
    },
  },
};
