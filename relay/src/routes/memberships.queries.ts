import { column, defineQuery, orNull } from '@perennial/db';

/** The person of a membership and their clock. */
export const membershipById = defineQuery<[membershipId: string]>()({
  prepared: true,
  columns: { contactId: column.uuid, clockId: orNull(column.uuid) },
  sql: 'select m.contact_id, c.clock_id from membership m join contact c on c.id = m.contact_id where m.id = $1',
});
