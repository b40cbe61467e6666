import { column, defineQuery } from '@perennial/db';
import { graphsInUse } from '../graphs-in-use.js';

/** Creates a segment; no row if another one has the name. */
export const createSegment = defineQuery<[name: string, condition: string]>()({
  columns: { id: column.uuid },
  sql: `insert into segment (name, condition) values ($1, $2::jsonb) on conflict (school_id, name_key) do nothing returning id`,
});

/** Another segment with this name. */
export const otherSegmentNamed = defineQuery<[id: string, name: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from segment where name_key = comparable_text($2) and id <> $1',
});

/** The automations that use segments. */
export const automationsWithSegments = defineQuery<[segmentIds: readonly string[]]>()({
  columns: { segmentId: column.uuid, id: column.uuid, name: column.text() },
  sql: `with ${graphsInUse}, uses as (
          select distinct s.id as segment_id, g.automation_id from unnest($1::uuid[]) s (id) join graphs g on strpos(g.graph, s.id::text) > 0)
        select u.segment_id, a.id, a.name from uses u join automation a on a.id = u.automation_id order by a.name, a.id`,
});

/** The segments that name segments. */
export const segmentsWithSegments = defineQuery<[segmentIds: readonly string[]]>()({
  columns: { segmentId: column.uuid, id: column.uuid, name: column.text() },
  sql: `select n.id as segment_id, s.id, s.name from unnest($1::uuid[]) n (id)
          join segment s on s.id <> n.id and strpos(s.condition::text, n.id::text) > 0 order by s.name, s.id`,
});

/** The segments that a contact is in. */
export const segmentsOf = defineQuery<[contactId: string]>()({
  columns: { id: column.uuid, name: column.text() },
  sql: `select s.id, s.name from segment_member m join segment s on s.id = m.segment_id where m.contact_id = $1
         order by s.name_key, s.id`,
});

/** How many contacts are in segments. */
export const peopleInSegments = defineQuery<[segmentIds: readonly string[]]>()({
  columns: { segmentId: column.uuid, people: column.integer },
  sql: 'select segment_id, count(*)::int as people from segment_member where segment_id = any($1::uuid[]) group by segment_id',
});
