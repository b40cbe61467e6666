import { column, defineQuery } from '@perennial/db';

/** Requests a certificate. No row if the person has a valid one, or if the course does not exist. */
export const requestCertificate = defineQuery<[contactId: string, courseId: string, now: Date]>()({
  columns: { id: column.uuid },
  sql: `insert into certificate (contact_id, course_id, requested_at, serial)
        select $1, p.id, $3, upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)) from product p
         where p.id = $2 and p.kind = 'course'
        on conflict (contact_id, course_id) where revoked_at is null do nothing returning id`,
});

/**
 * Revokes certificates that are still valid: one by its ID, or those of a person, for one course or for all. Returns what their events name.
 */
export const revokeCertificates = defineQuery<
  [certificateId: string | null, contactId: string, courseId: string | null, reason: string, at: Date]
>()({
  columns: { id: column.uuid, courseId: column.uuid, courseTitle: column.text(), serial: column.text() },
  sql: `update certificate c set revoked_at = $5, revoked_reason = $4 from product p
         where p.id = c.course_id and c.contact_id = $2 and c.revoked_at is null
           and ($1::uuid is null or c.id = $1) and ($3::uuid is null or c.course_id = $3)
        returning c.id, c.course_id, p.title as course_title, c.serial`,
});

/** Requests a failed certificate again. No row if there is none. */
export const requestAgain = defineQuery<[certificateId: string]>()({
  columns: { contactId: column.uuid, courseId: column.uuid },
  sql: `update certificate set state = 'requested', problem = null, snapshot = null, look = null
         where id = $1 and state = 'failed' and revoked_at is null returning contact_id, course_id`,
});
