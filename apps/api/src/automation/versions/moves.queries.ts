import { column, defineQuery, type MoveOutcome, orNull, type RunMove } from '@perennial/db';
import { stopKeyPrefix } from '@perennial/domain/automation';
import { needsAttention } from '../runs/needs-attention.js';

/** Creates a move of runs to a version; no row if its key was used before. */
export const createMove = defineQuery<[automationId: string, versionId: string, key: string, requestedBy: string]>()({
  columns: { id: column.uuid },
  sql: `insert into run_move (automation_id, version_id, key, requested_by) values ($1, $2, $3, $4)
        on conflict (school_id, key) do nothing returning id`,
});

/** The move with a key. */
export const moveWithKey = defineQuery<[automationId: string, key: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from run_move where automation_id = $1 and key = $2',
});

/** Adds the runs that are at the steps of a move now. `steps` is a JSON list with the columns of `s`. */
export const addMovedRuns = defineQuery<[moveId: string, automationId: string, steps: string]>()({
  columns: { added: column.integer },
  sql: `with added as (
          insert into run_move_item (move_id, run_id, from_version_id, node_id, to_node_id)
          select $1, r.id, r.version_id, s.node_id, s.to_node_id
            from jsonb_to_recordset($3::jsonb) as s(version int, node_id text, parked boolean, to_node_id text)
            join automation_version v on v.automation_id = $2 and v.number = s.version
            join automation_run r on r.automation_id = $2 and r.version_id = v.id and r.cursor->>'nodeId' = s.node_id
             and r.state in ('running', 'waiting', 'parked') and ${needsAttention} = s.parked
          returning 1)
        select count(*)::int as added from added`,
});

/** Creates the continuation of everybody in an automation after a pause. */
export const createResumption = defineQuery<
  [automationId: string, versionId: string, key: string, requestedBy: string, waits: RunMove['waits'], heldAt: Date]
>()({
  columns: { id: column.uuid },
  sql: `insert into run_move (automation_id, version_id, key, requested_by, waits, held_at) values ($1, $2, $3, $4, $5, $6) returning id`,
});

/** Adds everybody in an automation to a move: their journeys end or continue, wherever they are by then. */
export const addAllRuns = defineQuery<[moveId: string, automationId: string]>()({
  columns: { added: column.integer },
  sql: `with added as (
          insert into run_move_item (move_id, run_id, from_version_id, node_id)
          select $1, id, version_id, '' from automation_run
           where automation_id = $2 and state in ('running', 'waiting', 'parked')
          returning 1)
        select count(*)::int as added from added`,
});

const counts = (['moved', 'exited', 'skipped', 'failed'] as const)
  .map((outcome) => `count(i.outcome) filter (where i.outcome = '${outcome}')::int as ${outcome}`)
  .join(', ');
const moveColumns = {
  id: column.uuid,
  action: column.text<RunMove['action']>(),
  version: column.integer,
  requestedBy: column.text(),
  state: column.text<'running' | 'done' | 'cancelled'>(),
  createdAt: column.timestamp,
  finishedAt: orNull(column.timestamp),
  total: column.integer,
  moved: column.integer,
  exited: column.integer,
  skipped: column.integer,
  failed: column.integer,
};
const moves = (
  which: string,
) => `select m.id, m.action, v.number as version, m.requested_by, m.state, m.created_at, m.finished_at,
    count(i.run_id)::int as total, ${counts}
  from run_move m join automation_version v on v.id = m.version_id left join run_move_item i on i.move_id = m.id
 where m.automation_id = $1 and ${which} group by m.id, v.number order by m.id desc`;

/** The newest moves to another version that staff requested for an automation, with how far each is. */
export const movesOf = defineQuery<[automationId: string, limit: number]>()({
  columns: moveColumns,
  sql: `${moves(`m.action = 'move' and m.waits is null and m.key not like '${stopKeyPrefix}%'`)} limit $2`,
});

/** One move of an automation. */
export const moveById = defineQuery<[automationId: string, moveId: string]>()({
  columns: moveColumns,
  sql: moves('m.id = $2'),
});

/** What became of the runs of a move: those that were not moved first. */
export const resultsOfMove = defineQuery<[moveId: string, limit: number]>()({
  columns: {
    runId: column.uuid,
    contactName: orNull(column.text()),
    outcome: column.text<MoveOutcome>(),
    reason: orNull(column.text()),
  },
  sql: `select i.run_id, coalesce(nullif(c.name, ''), c.email) as contact_name, i.outcome, i.reason
          from run_move_item i left join automation_run r on r.id = i.run_id left join contact c on c.id = r.contact_id
         where i.move_id = $1 and i.outcome is not null
         order by array_position(array['failed', 'skipped', 'exited', 'moved'], i.outcome), i.run_id limit $2`,
});
