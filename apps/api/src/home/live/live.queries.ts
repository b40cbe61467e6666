import { column, defineQuery, orNull } from '@perennial/db';

/** Events after an instant in milliseconds, oldest first: of the whole school, or of one person. */
export const eventsSince = defineQuery<[sinceMs: number, contactId: string | null, most: number]>()({
  columns: {
    id: column.uuid,
    type: column.text(),
    contactId: orNull(column.uuid),
    runId: orNull(column.uuid),
    data: column.json<Readonly<Record<string, unknown>>>(),
  },
  sql: `select id, type, contact_id, run_id, data from event
         where id > uuid_floor(to_timestamp($1::float8 / 1000)) and ($2::uuid is null or contact_id = $2)
         order by id limit $3`,
});
