import type { FailureCode } from '@perennial/contracts';
import { column, defineQuery, orNull } from '@perennial/db';

const waits = `restart_requested_at is null and cause = any($1::text[])
  and exists (select from unnest($2::text[]) as watching(prefix) where starts_with(workflow_id, watching.prefix))`;

type Filter = [causes: readonly FailureCode[], prefixes: readonly string[]];

/** Whether workflows of the school wait because of one of these failures. */
export const waitingForStripe = defineQuery<Filter>()({
  columns: { waiting: column.boolean },
  sql: `select exists (select from stuck_workflow where ${waits}) as waiting`,
});

/** Marks a batch of them as restarted. Only one worker finds each. */
export const takeWaiting = defineQuery<[...Filter, limit: number]>()({
  columns: { workflowId: column.text(), executionId: column.text(), contactId: orNull(column.uuid) },
  sql: `update stuck_workflow set restart_requested_at = now()
    where id in (select id from stuck_workflow where ${waits} order by id limit $3 for update skip locked)
    returning workflow_id, execution_id, contact_id`,
});
