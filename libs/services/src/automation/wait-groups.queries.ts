import { column, defineQuery, orNull } from '@perennial/db';

/**
 * Takes runs out of their groups: from then on only workflows of their own advance them. A run that a group is advancing is taken out
 * after that. Returns those that were grouped, with what starts their workflows.
 */
export const leaveGroups = defineQuery<[runIds: readonly string[]]>()({
  prepared: true,
  columns: {
    runId: column.uuid,
    revision: column.integer,
    automationId: column.uuid,
    version: column.integer,
    contactId: orNull(column.uuid),
  },
  sql: `with held as (
      select id from automation_run where id = any($1) and grouped order by id for update
    ), ungrouped as (
      update automation_run r set grouped = false from held where r.id = held.id
      returning r.id, r.revision, r.automation_id, r.version_id, r.contact_id
    ), waits as (
      update wait w set group_key = null from held where w.owner_kind = 'run' and w.owner_id = held.id
    )
    select u.id as run_id, u.revision, u.automation_id, v.number as version, u.contact_id
      from ungrouped u join automation_version v on v.id = u.version_id order by u.id`,
});
