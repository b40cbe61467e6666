import { column, defineQuery, orNull } from '@perennial/db';
import type { Condition } from '@perennial/domain/conditions';

/** The conditions of all segments of the school by their IDs, and the tags in use for the IDs of merged ones. */
export const storedConditions = defineQuery()({
  columns: {
    conditions: orNull(column.json<Record<string, Condition>>()),
    mergedTags: orNull(column.json<Record<string, string>>()),
  },
  sql: `select (select jsonb_object_agg(s.id, s.condition) from segment s) as conditions,
               (select jsonb_object_agg(t.id, t.merged_into_id) from tag t where t.merged_into_id is not null) as merged_tags`,
});
