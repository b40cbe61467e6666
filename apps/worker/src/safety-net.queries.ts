import type { WorkflowName } from '@perennial/contracts';
import type { Tenancy } from '@perennial/db';

/** Workflows that run for as long as their entity lives. */
export const watched = [
  'membership',
  'automationRun',
  'enrolment',
  'grant',
  'reconcile',
  'certificate',
  'testClock',
  'contactImport',
] as const satisfies readonly WorkflowName[];

/** One of {@link watched}. */
export type Watched = (typeof watched)[number];

/** An entity that must have a running workflow. */
export interface Entity {
  readonly workflow: Watched;
  readonly key: string;
  readonly contactId: string | null;
  /** Of a run: the event whose dispatch may still be advancing it. */
  readonly eventId: string | null;
}

/** Rows read of one school in one sweep at most; the next sweep reads on once these are restarted. */
const atMost = 500;

/** What lives, by the workflow that must run for it. */
const live = `
  select 'membership' as workflow, id as key, contact_id, null::uuid as event_id from membership where state not in ('ended', 'abandoned')
  union all select 'automationRun', id, contact_id, event_id from automation_run where state in ('running', 'waiting', 'parked')
  union all select owner_kind, owner_id, contact_id, null from wait where owner_kind in ('enrolment', 'grant')
  union all select 'reconcile', school_id, null, null from stripe_connection where state <> 'revoked'
  union all select 'certificate', id, contact_id, null from certificate where state = 'requested' and revoked_at is null
  union all select 'testClock', id, null, null from clock where state = 'advancing'
  union all select 'contactImport', id, null, null from contact_import where state = 'running'`;

const columns = 'workflow, key, contact_id as "contactId", event_id as "eventId"';

/** How many entities live, by workflow. In the open scope. */
export function countLive(tenancy: Tenancy): Promise<{ workflow: Watched; count: number }[]> {
  return tenancy.rows(`select workflow, count(*)::int as count from (${live}) l group by workflow`);
}

/** Every entity that lives, of one workflow, some at a time. In the open scope. */
export function listLive(tenancy: Tenancy, workflow: Watched, after: string | null): Promise<Entity[]> {
  return tenancy.rows(
    `select ${columns} from (${live}) l where workflow = $1 and ($2::uuid is null or key > $2) order by key limit ${atMost}`,
    [workflow, after],
  );
}

/**
 * Entities that have not done what they should have by now: a date on the wall has passed, or an event has not been read. In
 * the open scope.
 * @param since dates before it are overdue; on a test clock dates wait for the clock
 * @param oldest events with a smaller ID are overdue
 */
export function listOverdue(tenancy: Tenancy, since: Date, oldest: string): Promise<Entity[]> {
  return tenancy.rows(
    `with overdue as (
       select owner_kind, owner_id from wait where clock_id is null and due_at < $1
       union select owner_kind, owner_id from wake where event_id < $2
     ), named as (
       select case owner_kind when 'run' then 'automationRun' else owner_kind end as workflow, owner_id as key from overdue
     )
     select ${columns} from (
       select l.* from named n join (${live}) l on l.workflow = n.workflow and l.key = n.key
       union select n.workflow, n.key, e.contact_id, null from named n join enrolment e on n.workflow = 'enrolment' and e.id = n.key
       union select n.workflow, n.key, e.contact_id, null from named n join entitlement e on n.workflow = 'grant' and e.id = n.key
     ) o order by workflow, key limit ${atMost}`,
    [since, oldest],
  );
}

/** IDs of workflows whose restart was requested after an event. In the open scope. */
export async function listRequested(tenancy: Tenancy, oldest: string): Promise<Set<string>> {
  const rows = await tenancy.rows<{ id: string }>(
    `select data->>'workflowId' as id from event where type = 'workflow.restart_requested' and id > $1`,
    [oldest],
  );
  return new Set(rows.map(({ id }) => id));
}
