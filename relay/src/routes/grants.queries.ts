import { column, defineQuery, orNull } from '@perennial/db';

/** The person of a grant and their clock. */
export const grantById = defineQuery<[entitlementId: string]>()({
  columns: { contactId: column.uuid, clockId: orNull(column.uuid) },
  sql: 'select e.contact_id, c.clock_id from entitlement e join contact c on c.id = e.contact_id where e.id = $1',
});
