import { column, defineQuery } from '@perennial/db';

/** Whether the school in scope has segments, and the generation of its triggers, which grows with each change of a condition. */
export const segmentGeneration = defineQuery()({
  prepared: true,
  columns: { generation: column.integer, hasSegments: column.boolean },
  sql: `select coalesce((select generation from trigger_generation where school_id = app_school()), 0) as generation,
               exists (select from segment) as has_segments`,
});
