import { column, defineQuery } from '@perennial/db';

/** The person and the course of a certificate. */
export const certificateById = defineQuery<[id: string]>()({
  columns: { contactId: column.uuid, courseId: column.uuid },
  sql: 'select contact_id, course_id from certificate where id = $1',
});
