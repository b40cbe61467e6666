import { type AutomationRunInput, ownerOf } from '@perennial/contracts';
import type { EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';
import { callsToEnrolments } from './learning-routes.js';
import { wakeGrant, wakeMembership } from './lifecycle-wakes.js';
import type { OutboxEntry } from './outbox.js';

/** Longest attempt of an effect, in seconds: `startToCloseTimeout` of the profile for providers. */
const longestAttempt = 15 * 60;
/** For an attempt that begins while the execution is ended. */
const shortest = 60;

/**
 * Ends an execution that is stuck, and starts its work again from Postgres: runs from their cursor, everything else by
 * reading again. Only what is listed as stuck in the school of the event is touched.
 */
export async function routeRestart(em: EntityManager, { event, schoolId }: OutboxEntry): Promise<TemporalCall[]> {
  const { workflowId, executionId } = event.data;
  const listed: { workflowId: string; executionId: string }[] = await em.query(
    `select workflow_id as "workflowId", execution_id as "executionId" from stuck_workflow where workflow_id = $1 and execution_id = $2`,
    [workflowId, executionId],
  );
  const [stuck] = listed;
  const owner = stuck && ownerOf(stuck.workflowId);
  if (!owner) return [];
  return [{ kind: 'terminate', ...stuck }, ...(await again(em, schoolId, event.id, owner))];
}

async function again(
  em: EntityManager,
  schoolId: string,
  eventId: string,
  { name, key }: NonNullable<ReturnType<typeof ownerOf>>,
): Promise<TemporalCall[]> {
  switch (name) {
    case 'dispatch':
      return startRuns(em, schoolId, 'r.event_id', key);
    case 'automationRun':
      return startRuns(em, schoolId, 'r.id', key);
    case 'membership':
      return wakeMembership(em, schoolId, eventId, key);
    case 'grant':
      return wakeGrant(em, schoolId, eventId, key);
    case 'enrolment':
      return callsToEnrolments(em, schoolId, [key]);
    case 'certificate': {
      const rows: { contactId: string; courseId: string }[] = await em.query(
        'select contact_id as "contactId", course_id as "courseId" from certificate where id = $1',
        [key],
      );
      return rows.map((row) => ({ kind: 'issueCertificate', input: { schoolId, certificateId: key, ...row } }));
    }
    case 'testClock':
      return [{ kind: 'startTestClock', input: { schoolId, clockId: key } }];
    case 'contactImport':
      return [{ kind: 'startContactImport', input: { schoolId, importId: key } }];
    case 'reconcile':
      return [{ kind: 'startReconcile', input: { schoolId } }];
    case 'systemMail':
      // A link that comes late is of no use: the person asks for another.
      return [];
  }
}

/** Every run that is not over, from its committed revision. One that another workflow conducts is left alone by the call. */
async function startRuns(
  em: EntityManager,
  schoolId: string,
  column: 'r.id' | 'r.event_id',
  key: string,
): Promise<TemporalCall[]> {
  const rows: (Omit<AutomationRunInput, 'schoolId'> & { revision: number; acting: boolean; claimed: boolean })[] = await em.query(
    `select r.id as "runId", r.contact_id as "contactId", r.automation_id as "automationId", v.number as version,
            c.clock_id as "clockId", r.revision, r.cursor->>'phase' = 'acting' as acting,
            exists (select from effect e where e.state = 'claimed'
                       and starts_with(e.key, r.id || ':' || (r.cursor->>'nodeId') || ':' || (r.cursor->>'visit'))) as claimed
       from automation_run r join automation_version v on v.id = r.version_id left join contact c on c.id = r.contact_id
      where ${column} = $1 and r.state in ('running', 'waiting', 'parked') order by r.id`,
    [key],
  );
  return rows.map(({ revision, acting, claimed, ...row }) => ({
    kind: 'startRun',
    input: { schoolId, ...row },
    revision,
    delaySeconds: acting && claimed ? longestAttempt : acting ? shortest : 0,
  }));
}
