import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';

/** Stuck workflows with the person they concern, the newest first; one of them where an ID is given. */
export const stuckWorkflows = defineQuery<[id: string | null]>()({
  columns: {
    id: column.uuid,
    workflowId: column.text(),
    executionId: column.text(),
    contactId: orNull(column.uuid),
    cause: column.text(),
    since: column.timestamp,
    restartRequestedAt: orNull(column.timestamp),
    contact: orNull(column.json<{ id: string; name: string; email: string }>()),
  },
  sql: `select s.id, s.workflow_id, s.execution_id, c.id as contact_id, s.cause, s.since, s.restart_requested_at,
               case when c.id is not null then jsonb_build_object('id', c.id, 'name', coalesce(c.name, ''), 'email', c.email) end as contact
          from stuck_workflow s left join contact c on c.id = s.contact_id
         where $1::uuid is null or s.id = $1 order by s.since desc, s.id limit 200`,
});

/** A stuck workflow as staff see it. */
export type StuckRow = QueryRow<typeof stuckWorkflows>;
