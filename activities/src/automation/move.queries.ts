import { column, defineQuery, type MoveOutcome, orNull } from '@perennial/db';
import { waitsBeforeHeldStep } from '@perennial/services';

/** Runs in one transaction: a batch holds their locks briefly. */
const batchSize = 100;

/** The next runs of a move that are not carried out yet. */
export const nextMoves = defineQuery<[moveId: string]>()({
  columns: { runId: column.uuid, fromVersionId: column.uuid, nodeId: column.text(), toNodeId: orNull(column.text()) },
  sql: `select run_id, from_version_id, node_id, to_node_id from run_move_item
         where move_id = $1 and outcome is null order by run_id limit ${batchSize}`,
});

/** Lists everyone who waits before a step whose hold has ended, once. */
export const addHeldRuns = defineQuery<[moveId: string, automationId: string, nodeId: string]>()({
  columns: {},
  sql: `insert into run_move_item (move_id, run_id, from_version_id, node_id)
        select $1, r.id, r.version_id, $3 from automation_run r
         where r.automation_id = $2 and r.cursor->>'nodeId' = $3 and ${waitsBeforeHeldStep}
           and not exists (select from run_move_item where move_id = $1)`,
});

/** Puts runs on another version. */
export const putOnVersion = defineQuery<[runIds: readonly string[], versionId: string]>()({
  columns: {},
  sql: 'update automation_run set version_id = $2 where id = any($1::uuid[])',
});

/** Records what became of runs. */
export const recordMoves = defineQuery<
  [
    moveId: string,
    runIds: readonly string[],
    outcomes: readonly MoveOutcome[],
    reasons: readonly (string | null)[],
    at: readonly Date[],
  ]
>()({
  columns: {},
  sql: `update run_move_item i set outcome = w.outcome, reason = w.reason, moved_at = w.at
          from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as w(run_id, outcome, reason, at)
         where i.move_id = $1 and i.run_id = w.run_id`,
});

/** Runs of a move that are not carried out yet. */
export const countMovesLeft = defineQuery<[moveId: string]>()({
  columns: { left: column.integer },
  sql: 'select count(*)::int as left from run_move_item where move_id = $1 and outcome is null',
});
