import { column, defineQuery } from '@perennial/db';

/**
 * Runs of active or paused automations that wait for a time. People on test clocks and people whom a pause holds are left out.
 * $1 is the current time, $2 the time zone of the school, $3 the end.
 */
const due = `select r.automation_id, r.version_id, r.cursor->>'nodeId' as node_id, w.contact_id,
    (greatest(w.due_at, $1) at time zone $2)::date as day
  from wait w join automation_run r on r.id = w.owner_id join automation a on a.id = r.automation_id
 where w.owner_kind = 'run' and w.clock_id is null and w.due_at < $3::timestamptz and r.state = 'waiting' and a.held_at is null`;

/** How many runs continue on which day, by version and step. */
export const continuing = defineQuery<[now: Date, timeZone: string, end: Date]>()({
  columns: {
    automationId: column.uuid,
    versionId: column.uuid,
    nodeId: column.text(),
    day: column.text(),
    people: column.integer,
  },
  sql: `select automation_id, version_id, node_id, day::text as day, count(*)::int as people from (${due}) d
         group by 1, 2, 3, d.day order by d.day, 1, 2, 3`,
});

/** People who may get emails of several automations on one day, given the steps of versions that lead to one. */
export const severalEmails = defineQuery<
  [now: Date, timeZone: string, end: Date, versionIds: readonly string[], nodeIds: readonly string[], limit: number]
>()({
  columns: {
    contactId: column.uuid,
    name: column.text(),
    email: column.text(),
    day: column.text(),
    automationIds: column.textArray(),
    total: column.integer,
  },
  sql: `select c.id as contact_id, c.name, c.email, p.day::text as day, p.automation_ids, p.total from (
           select d.contact_id, d.day, array_agg(distinct d.automation_id::text) as automation_ids, (count(*) over ())::int as total
             from (${due}) d join unnest($4::uuid[], $5::text[]) m (version_id, node_id) using (version_id, node_id)
            group by d.contact_id, d.day having count(distinct d.automation_id) > 1
            order by d.day, d.contact_id limit $6) p
         join contact c on c.id = p.contact_id order by p.day, c.name, c.id`,
});

/** How many people a pause holds. */
export const heldPeople = defineQuery<[]>()({
  columns: { people: column.integer },
  sql: `select count(*)::int as people from automation_run r join automation a on a.id = r.automation_id
         where a.held_at is not null and r.state = 'waiting'`,
});

/** Names of automations. */
export const automationNames = defineQuery<[ids: readonly string[]]>()({
  columns: { id: column.uuid, name: column.text() },
  sql: 'select id, name from automation where id = any($1::uuid[]) order by name, id',
});
