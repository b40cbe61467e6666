import { column, defineQuery } from '@perennial/db';

/** Marks a certificate that is not issued as failed. */
export const failCertificate = defineQuery<[id: string, problem: string, keepProblem: boolean]>()({
  columns: { contactId: column.uuid },
  sql: `update certificate set state = 'failed', problem = case when $3 then coalesce(problem, $2) else $2 end
         where id = $1 and state <> 'issued' returning contact_id`,
});

/** The newest request for a certificate: the first one, or a retry. */
export const newestRequest = defineQuery<[contactId: string, certificateId: string]>()({
  columns: { eventId: column.uuid, depth: column.integer },
  sql: `select id as event_id, depth from event
         where contact_id = $1 and type = 'certificate.requested' and data->>'certificateId' = $2 order by id desc limit 1`,
});
