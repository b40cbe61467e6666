import { column, defineQuery } from '@perennial/db';
import { hasStepOfRun } from './step-of-run.js';

/** Moves a run that needs attention to the published version of its automation, if that version has its step. */
export const moveToNewestVersion = defineQuery<[runId: string]>()({
  columns: { id: column.uuid },
  sql: `update automation_run r set version_id = newest.id
          from automation a join automation_version newest on newest.id = a.published_version_id
         where r.id = $1 and a.id = r.automation_id and r.state = 'parked' and ${hasStepOfRun}
        returning r.id`,
});
