import { column, defineQuery } from '@perennial/db';

/** Starts a journey that repeats an earlier one; no row if its key was used before, or if the person may be in the automation only once and is. */
export const createRerun = defineQuery<[runId: string, versionId: string, entryKey: string, cursor: string, now: Date]>()({
  columns: { id: column.uuid },
  sql: `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, single, cursor, depth, started_at, rerun_of)
        select automation_id, $2, contact_id, event_id, $3, single, $4::jsonb, depth, $5, id from automation_run where id = $1
        on conflict do nothing returning id`,
});

/** The journey that a request started before. */
export const rerunWithKey = defineQuery<[automationId: string, entryKey: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from automation_run where automation_id = $1 and entry_key = $2',
});
