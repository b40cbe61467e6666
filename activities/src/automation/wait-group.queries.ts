import { column, defineQuery, orNull } from '@perennial/db';

/** Members of a group: their wait rows name it. A run that waits no longer keeps its row until its next wait. */
const members = `from wait w join automation_run r on r.id = w.owner_id and r.state = 'waiting' and r.grouped
       where w.owner_kind = 'run' and w.group_key = $1`;

/** Members that are due, in the order of their dates. */
export const dueMembers = defineQuery<[groupKey: string, now: Date, limit: number]>()({
  prepared: true,
  columns: {
    runId: column.uuid,
    revision: column.integer,
    automationId: column.uuid,
    version: column.integer,
    contactId: orNull(column.uuid),
  },
  sql: `select d.run_id, d.revision, d.automation_id, v.number as version, d.contact_id
          from (select w.owner_id as run_id, r.revision, r.automation_id, r.version_id, r.contact_id, w.due_at ${members} and w.due_at <= $2
                 order by w.due_at, w.owner_id limit $3) d
          join automation_version v on v.id = d.version_id order by d.due_at, d.run_id`,
});

/** The steps at which members wait, most of them first, and the first date of the members at each. */
export const stepsOfGroup = defineQuery<[groupKey: string]>()({
  prepared: true,
  columns: { nodeId: column.text(), people: column.integer, dueAt: column.timestamp },
  sql: `select r.cursor->>'nodeId' as node_id, count(*)::int as people, min(w.due_at) as due_at ${members} group by 1 order by 2 desc, 1`,
});
