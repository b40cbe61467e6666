import { column, defineQuery } from '@perennial/db';

/** Requests a certificate. No row if the person has a valid one, or if the course does not exist. */
export const requestCertificate = defineQuery<[contactId: string, courseId: string, now: Date]>()({
  columns: { id: column.uuid },
  sql: `insert into certificate (contact_id, course_id, requested_at, serial)
        select $1, p.id, $3, upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)) from product p
         where p.id = $2 and p.kind = 'course'
        on conflict (contact_id, course_id) where revoked_at is null do nothing returning id`,
});

/** Requests a failed certificate again. No row if there is none. */
export const requestAgain = defineQuery<[certificateId: string]>()({
  columns: { contactId: column.uuid, courseId: column.uuid },
  sql: `update certificate set state = 'requested', problem = null, snapshot = null, look = null
         where id = $1 and state = 'failed' and revoked_at is null returning contact_id, course_id`,
});
