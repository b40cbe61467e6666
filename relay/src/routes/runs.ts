import { type AutomationRunInput, start, type WorkflowCall, wake } from '@perennial/contracts';
import type { EntityManager } from 'typeorm';
import { type EventRouter, idIn, nothing } from '../router.js';

/** Longest attempt of an effect, in seconds: `startToCloseTimeout` of the profile for providers. */
const longestAttempt = 15 * 60;
/** For an attempt that begins while the execution is terminated. */
const shortest = 60;

/** Commands of staff to a run, and runs whose workflow is stuck. */
export const runs: EventRouter = {
  name: 'runs',
  events: ['run.operated'],
  async route(em, { event }) {
    const runId = idIn(event.data, 'runId');
    if (!runId) return nothing;
    await em.query(`insert into wake (owner_kind, owner_id, event_id) values ('run', $1, $2) on conflict do nothing`, [
      runId,
      event.id,
    ]);
    return { calls: [wake('automationRun', runId)] };
  },
  restarts: {
    dispatch: (em, { schoolId }, eventId) => startRuns(em, schoolId, 'r.event_id', eventId),
    automationRun: (em, { schoolId }, runId) => startRuns(em, schoolId, 'r.id', runId),
  },
};

/** Every open run, from its committed revision. A run that another workflow conducts is left alone by the start. */
async function startRuns(
  em: EntityManager,
  schoolId: string,
  column: 'r.id' | 'r.event_id',
  key: string,
): Promise<WorkflowCall[]> {
  const rows: (Omit<AutomationRunInput, 'schoolId'> & { revision: number; acting: boolean; claimed: boolean })[] = await em.query(
    `select r.id as "runId", r.contact_id as "contactId", r.automation_id as "automationId", v.number as version,
            c.clock_id as "clockId", r.revision, r.cursor->>'phase' = 'acting' as acting,
            exists (select from effect e where e.state = 'claimed'
                       and starts_with(e.key, r.id || ':' || (r.cursor->>'nodeId') || ':' || (r.cursor->>'visit'))) as claimed
       from automation_run r join automation_version v on v.id = r.version_id left join contact c on c.id = r.contact_id
      where ${column} = $1 and r.state in ('running', 'waiting', 'parked') order by r.id`,
    [key],
  );
  // An effect in progress is recorded before the run is read: the start waits for its end.
  return rows.map(({ acting, claimed, ...run }) =>
    start('automationRun', { schoolId, ...run }, acting && claimed ? longestAttempt : acting ? shortest : 0),
  );
}
