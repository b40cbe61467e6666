import { type AutomationRun, column, defineQuery } from '@perennial/db';

/** Numbers of versions. */
export const versionNumbers = defineQuery<[ids: readonly string[]]>()({
  columns: { id: column.uuid, number: column.integer },
  sql: 'select id, number from automation_version where id = any($1::uuid[])',
});

/** How many runs a pause holds. They are parked as well. */
export const heldRuns = defineQuery<[automationIds: readonly string[]]>()({
  columns: { automationId: column.uuid, count: column.integer },
  sql: `select r.automation_id, count(*)::int as count from automation_run r join automation a on a.id = r.automation_id
         where r.automation_id = any($1::uuid[]) and a.held_at is not null and r.state = 'parked' and r.last_result->>'code' = 'paused'
         group by 1`,
});

/** How many runs of automations are in each state. */
export const runsByState = defineQuery<[automationIds: readonly string[]]>()({
  columns: { automationId: column.uuid, state: column.text<AutomationRun['state']>(), count: column.integer },
  sql: `select automation_id, state, sum(count)::int as count from run_count
         where automation_id = any($1::uuid[]) group by 1, 2 having sum(count) > 0`,
});
