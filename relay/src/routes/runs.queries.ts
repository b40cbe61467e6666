import { column, defineQuery, orNull } from '@perennial/db';

const openRuns = (which: string) =>
  defineQuery<[key: string]>()({
    columns: {
      runId: column.uuid,
      contactId: orNull(column.uuid),
      automationId: column.uuid,
      version: column.integer,
      clockId: orNull(column.uuid),
      revision: column.integer,
      acting: column.boolean,
      claimed: column.boolean,
    },
    sql: `select r.id as run_id, r.contact_id, r.automation_id, v.number as version, c.clock_id, r.revision,
        r.cursor->>'phase' = 'acting' as acting,
        exists (select from effect e where e.state = 'claimed'
                   and starts_with(e.key, r.id || ':' || (r.cursor->>'nodeId') || ':' || (r.cursor->>'visit'))) as claimed
      from automation_run r join automation_version v on v.id = r.version_id left join contact c on c.id = r.contact_id
      where ${which} and r.state in ('running', 'waiting', 'parked') order by r.id`,
  });

/** A run that is not over, with its committed revision, and whether an effect of it may be in progress. */
export const openRun = openRuns('r.id = $1');
/** Every run of a dispatch that is not over, by the event that names the dispatch. */
export const openRunsOfDispatch = openRuns('(r.dispatch_id = $1 or (r.dispatch_id is null and r.event_id = $1))');
