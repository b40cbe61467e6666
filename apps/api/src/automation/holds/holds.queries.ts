import { column, defineQuery } from '@perennial/db';
import { waitsBeforeHeldStep } from '@perennial/services';

/** How many people wait before each step that staff hold. */
export const peopleHeld = defineQuery<[automationId: string]>()({
  columns: { nodeId: column.text(), people: column.integer },
  sql: `select r.cursor->>'nodeId' as node_id, count(*)::int as people from automation_run r
         where r.automation_id = $1 and ${waitsBeforeHeldStep} group by 1`,
});

/** Holds a step, unless it is held. `hold` is the entry as JSON. */
export const addHold = defineQuery<[automationId: string, nodeId: string, hold: string]>()({
  columns: {},
  sql: `update automation set holds = holds || $3::jsonb
         where id = $1 and not holds @> jsonb_build_array(jsonb_build_object('nodeId', $2::text))`,
});

/** Ends the hold of a step; no row if it is not held. */
export const removeHold = defineQuery<[automationId: string, nodeId: string]>()({
  columns: { id: column.uuid },
  sql: `update automation set holds = coalesce((select jsonb_agg(h) from jsonb_array_elements(holds) h where h->>'nodeId' <> $2), '[]')
         where id = $1 and holds @> jsonb_build_array(jsonb_build_object('nodeId', $2::text)) returning id`,
});

/** A hold of a step that has ended, and whose people are still being released. */
export const endingHold = defineQuery<[automationId: string, nodeId: string]>()({
  columns: { id: column.uuid },
  sql: `select id from run_move where automation_id = $1 and held_node_id = $2 and state = 'running' limit 1`,
});

/** Creates the release of people whom a hold stops; no row if its key was used before. With a step: of everyone who waits before it then. */
export const createRelease = defineQuery<
  [automationId: string, versionId: string, key: string, requestedBy: string, heldNodeId: string | null]
>()({
  columns: { id: column.uuid },
  sql: `insert into run_move (automation_id, version_id, key, requested_by, action, held_node_id) values ($1, $2, $3, $4, 'release', $5)
        on conflict (school_id, key) do nothing returning id`,
});

/** Adds people who wait before a held step to a release: all, or those whose runs are named. */
export const addReleasedRuns = defineQuery<
  [moveId: string, automationId: string, nodeId: string, runIds: readonly string[] | null]
>()({
  columns: { added: column.integer },
  sql: `with added as (
          insert into run_move_item (move_id, run_id, from_version_id, node_id)
          select $1, r.id, r.version_id, $3 from automation_run r
           where r.automation_id = $2 and r.cursor->>'nodeId' = $3 and ${waitsBeforeHeldStep} and ($4::uuid[] is null or r.id = any($4))
          returning 1)
        select count(*)::int as added from added`,
});
