import { column, defineQuery, orNull } from '@perennial/db';

/** Marks a certificate that is not issued as failed. */
export const failCertificate = defineQuery<[id: string, problem: string, keepProblem: boolean]>()({
  columns: { contactId: column.uuid },
  sql: `update certificate set state = 'failed', problem = case when $3 then coalesce(problem, $2) else $2 end
         where id = $1 and state <> 'issued' returning contact_id`,
});

/** The newest request for each certificate: the first one, or a retry. Contacts and certificates are parallel lists. */
export const newestRequests = defineQuery<[contactIds: readonly string[], certificateIds: readonly string[]]>()({
  columns: { certificateId: column.uuid, eventId: column.uuid, depth: column.integer, requestId: orNull(column.text()) },
  sql: `select asked.certificate_id, e.id as event_id, e.depth, e.request_id
          from unnest($1::uuid[], $2::uuid[]) as asked(contact_id, certificate_id),
          lateral (select id, depth, request_id from event
             where contact_id = asked.contact_id and type = 'certificate.requested' and data->>'certificateId' = asked.certificate_id::text
             order by id desc limit 1) e`,
});

/** Stores what certificates say, and how they look, before they are drawn. */
export const freezeCertificates = defineQuery<[ids: readonly string[], snapshots: readonly string[], look: string]>()({
  columns: {},
  sql: `update certificate c set snapshot = given.snapshot, look = $3::jsonb
          from unnest($1::uuid[], $2::jsonb[]) as given(id, snapshot) where c.id = given.id`,
});

/** Marks certificates as issued. */
export const publishCertificates = defineQuery<
  [ids: readonly string[], pdfKeys: readonly string[], hashes: readonly string[], issuedAt: readonly Date[]]
>()({
  columns: {},
  sql: `update certificate c set state = 'issued', problem = null, pdf_key = given.pdf_key, sha256 = given.sha256, issued_at = given.issued_at
          from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as given(id, pdf_key, sha256, issued_at) where c.id = given.id`,
});
