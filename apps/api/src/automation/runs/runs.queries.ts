import { type AutomationRun, column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import { waitsBeforeHeldStep } from '@perennial/services';
import { countedUpTo } from '../../platform/http/lists.js';
import { hasStepOfRun } from '../automations/step-of-run.js';
import { needsAttention } from './needs-attention.js';

const runColumns = {
  id: column.uuid,
  automationId: column.uuid,
  automationName: column.text(),
  state: column.text<AutomationRun['state']>(),
  version: column.integer,
  startedAt: column.timestamp,
  finishedAt: orNull(column.timestamp),
  currentNodeId: orNull(column.text()),
  waitingFor: orNull(column.text()),
  waitUntil: orNull(column.timestamp),
  problem: orNull(column.text()),
  code: orNull(column.text()),
  held: column.boolean,
  contactId: orNull(column.uuid),
  contactName: orNull(column.text()),
  contactEmail: orNull(column.text()),
  clockId: orNull(column.uuid),
};

/** The columns of a run, with more after them. */
const selectRunsWith = (
  more: string,
) => `select r.id, r.automation_id, a.name as automation_name, r.state, v.number as version, r.started_at, r.finished_at,
    r.cursor->>'nodeId' as current_node_id, w.reason as waiting_for, w.due_at as wait_until, r.problem,
    case when r.state = 'parked' then r.last_result->>'code' end as code, ${waitsBeforeHeldStep} as held,
    c.id as contact_id, c.name as contact_name, c.email as contact_email, c.clock_id${more}
  from automation_run r join automation a on a.id = r.automation_id join automation_version v on v.id = r.version_id
  left join contact c on c.id = r.contact_id left join wait w on w.owner_kind = 'run' and w.owner_id = r.id`;
const selectRuns = selectRunsWith('');

type Filter = [automationId: string, state: string | null, contactId: string | null, nodeId: string | null, held: boolean | null];

const filtered = `where r.automation_id = $1 and ($2::text is null or r.state = $2) and ($3::uuid is null or r.contact_id = $3)
  and ($4::text is null or (r.cursor->>'nodeId' = $4 and r.state in ('running', 'waiting', 'parked')))
  and ($5::boolean is null or ${waitsBeforeHeldStep} = $5)`;

const page = (order: 'asc' | 'desc') =>
  defineQuery<[...Filter, limit: number, offset: number]>()({
    columns: runColumns,
    sql: `${selectRuns} ${filtered} order by r.started_at ${order}, r.id ${order} limit $6 offset $7`,
  });

/** A page of an automation's runs, newest first. */
export const runsNewestFirst = page('desc');
/** A page of an automation's runs, oldest first. */
export const runsOldestFirst = page('asc');

/** How many runs of an automation fit a filter. */
export const runCount = defineQuery<Filter>()({
  columns: { total: column.integer },
  sql: `select count(*)::int as total from (select from automation_run r ${filtered} limit ${countedUpTo + 1}) counted`,
});

/** A run with the step at which it is, or was last. */
const runWithStep = { ...runColumns, stepKind: orNull(column.text()), stepName: orNull(column.text()) };
const stepOfRun = `jsonb_path_query_first(v.graph, 'lax $.nodes[*] ? (@.id == $id)', jsonb_build_object('id', r.cursor->>'nodeId'))`;
const selectRunsWithStep = selectRunsWith(`, ${stepOfRun}->>'kind' as step_kind, ${stepOfRun}->>'name' as step_name`);

/** Runs of an automation, newest first, from the one after a given run on. */
export const runsAfter = defineQuery<[...Filter, email: string | null, after: string | null, limit: number]>()({
  columns: runWithStep,
  sql: `${selectRunsWithStep} ${filtered} and ($6::text is null or c.email = $6)
    and ($7::uuid is null or (r.started_at, r.id) < (select o.started_at, o.id from automation_run o where o.id = $7))
  order by r.started_at desc, r.id desc limit $8`,
});

/** One run with its step. */
export const runWithStepById = defineQuery<[id: string]>()({
  columns: runWithStep,
  sql: `${selectRunsWithStep} where r.id = $1`,
});

/** A run with its step. */
export type RunWithStepRow = QueryRow<typeof runWithStepById>;

/** One run. */
export const runById = defineQuery<[id: string]>()({ columns: runColumns, sql: `${selectRuns} where r.id = $1` });

/** A run as the statements above return it. */
export type RunRow = QueryRow<typeof runById>;

/** The number of the published version, where a run that needs attention can be retried on it. */
export const newestFor = defineQuery<[runId: string]>()({
  columns: { number: column.integer },
  sql: `select newest.number from automation_run r join automation a on a.id = r.automation_id
          join automation_version newest on newest.id = a.published_version_id
         where r.id = $1 and r.state = 'parked' and newest.id <> r.version_id and ${hasStepOfRun}`,
});

/** The kind of the step at which a run is, in its version. */
export const stepKindOf = defineQuery<[runId: string]>()({
  columns: { kind: orNull(column.text()) },
  sql: `select jsonb_path_query_first(v.graph, 'lax $.nodes[*] ? (@.id == $id)', jsonb_build_object('id', r.cursor->>'nodeId'))->>'kind' as kind
          from automation_run r join automation_version v on v.id = r.version_id where r.id = $1`,
});

/** Attempts at steps of a run that failed, the first ones first. */
export const attemptsOf = defineQuery<[runId: string]>()({
  columns: {
    nodeId: column.text(),
    visit: column.integer,
    version: column.integer,
    at: column.timestamp,
    code: column.text(),
    problem: column.text(),
  },
  sql: `select a.node_id, a.visit, v.number as version, a.at, a.code, a.problem
          from run_attempt a join automation_version v on v.id = a.version_id
         where a.run_id = $1 order by a.id limit 200`,
});

/** Moves of a run to other versions, the first ones first, each with the graph of the version that it left. */
export const movesOfRun = defineQuery<[runId: string]>()({
  columns: {
    at: column.timestamp,
    requestedBy: column.text(),
    fromVersion: column.integer,
    toVersion: column.integer,
    graph: column.json<object>(),
  },
  sql: `select i.moved_at as at, m.requested_by, f.number as from_version, t.number as to_version, f.graph
          from run_move_item i join run_move m on m.id = i.move_id join automation_version f on f.id = i.from_version_id
          join automation_version t on t.id = m.version_id
         where i.run_id = $1 and i.outcome = 'moved' and m.action = 'move' and m.waits is null order by m.id limit 50`,
});

/** How many people are at each step of an automation. */
export const peopleAtSteps = defineQuery<[automationId: string]>()({
  columns: { nodeId: column.text(), people: column.integer, parked: column.integer, held: column.integer },
  sql: `select r.cursor->>'nodeId' as node_id, count(*)::int as people, count(*) filter (where ${needsAttention})::int as parked,
               count(*) filter (where ${waitsBeforeHeldStep})::int as held
          from automation_run r where r.automation_id = $1 and r.state in ('running', 'waiting', 'parked') group by 1 order by 1`,
});

/** How many people left each step on each branch: within the last day, the last week, and ever. An empty port is the end of runs there. */
export const passagesOf = defineQuery<[automationId: string, day: Date, week: Date]>()({
  columns: { nodeId: column.text(), port: column.text(), day: column.integer, week: column.integer, ever: column.integer },
  sql: `select node_id, port, coalesce(sum(people) filter (where hour >= $2), 0)::int as day,
               coalesce(sum(people) filter (where hour >= $3), 0)::int as week, sum(people)::int as ever
          from passage where automation_id = $1 group by 1, 2 order by 1, 2`,
});

/** Non-entries: events of a trigger's type with which nobody entered, newest first. */
export const nonEntries = defineQuery<[automationId: string, contactId: string | null]>()({
  columns: {
    at: column.timestamp,
    eventId: column.uuid,
    eventType: column.text(),
    contactId: orNull(column.uuid),
    reason: column.text(),
    evidence: orNull(column.json<Record<string, unknown>>()),
  },
  sql: `select coalesce(e.occurred_at, n.created_at) as at, n.event_id, coalesce(e.type, '') as event_type, n.contact_id, n.reason, n.evidence
          from non_entry n left join event e on e.id = n.event_id
         where n.automation_id = $1 and ($2::uuid is null or n.contact_id = $2) order by n.id desc limit 100`,
});

/** An event and its chain of causes, up to the first event. */
export const causesOf = defineQuery<[eventId: string]>()({
  columns: {
    id: column.uuid,
    type: column.text(),
    at: column.timestamp,
    runId: orNull(column.uuid),
    automationId: orNull(column.uuid),
    automationName: orNull(column.text()),
  },
  sql: `with recursive chain as (
      select e.id, e.type, e.occurred_at, e.causation_id, e.run_id, 0 as step from event e where e.id = $1
      union all
      select e.id, e.type, e.occurred_at, e.causation_id, e.run_id, c.step + 1 from chain c join event e on e.id = c.causation_id
       where c.step < 24
    )
    select c.id, c.type, c.occurred_at as at, c.run_id, a.id as automation_id, a.name as automation_name
      from chain c left join automation_run r on r.id = c.run_id left join automation a on a.id = r.automation_id order by c.step`,
});
