import { column, defineQuery } from '@perennial/db';

/** Removes executions that are no longer stuck. */
export const removeOthers = defineQuery<[executionIds: readonly string[]]>()({
  columns: { id: column.uuid },
  sql: 'delete from stuck_workflow where not (execution_id = any($1)) returning id',
});

/**
 * Stores stuck executions, given as parallel lists. A restart that was requested more than two minutes ago counts as failed.
 */
export const saveStuck = defineQuery<
  [
    workflowIds: readonly string[],
    executionIds: readonly string[],
    contactIds: readonly (string | null)[],
    causes: readonly string[],
  ]
>()({
  columns: { id: column.uuid },
  sql: `insert into stuck_workflow (workflow_id, execution_id, contact_id, cause)
    select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[])
    on conflict (workflow_id) do update set execution_id = excluded.execution_id, contact_id = excluded.contact_id, cause = excluded.cause,
      restart_requested_at = case when stuck_workflow.restart_requested_at > now() - interval '2 minutes' then stuck_workflow.restart_requested_at end
    where (stuck_workflow.execution_id, stuck_workflow.contact_id, stuck_workflow.cause) is distinct from (excluded.execution_id, excluded.contact_id, excluded.cause)
      or stuck_workflow.restart_requested_at <= now() - interval '2 minutes'
    returning id`,
});
