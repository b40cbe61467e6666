import { column, defineQuery } from '@perennial/db';
import { graphsInUse } from '../graphs-in-use.js';

/** The IDs by which graphs may name tags: their own, and those of tags that were merged into them. */
const names = `names as (select t.id as tag_id, n.id::text as name from unnest($1::uuid[]) t (id)
  join tag n on n.id = t.id or n.merged_into_id = t.id)`;

const uses = `uses as (select distinct n.tag_id, g.automation_id from names n join graphs g on strpos(g.graph, n.name) > 0)`;

/** Creates a tag; no row if a tag in use has the name. */
export const createTag = defineQuery<[name: string]>()({
  columns: { id: column.uuid },
  sql: 'insert into tag (name) values ($1) on conflict do nothing returning id',
});

/** The tag in use with a name. */
export const tagInUse = defineQuery<[name: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from tag where merged_into_id is null and name_key = comparable_text($1)',
});

/** How many contacts have tags. */
export const peopleWithTags = defineQuery<[tagIds: readonly string[]]>()({
  columns: { tagId: column.uuid, people: column.integer },
  sql: 'select tag_id, count(*)::int as people from contact_tag where tag_id = any($1::uuid[]) group by tag_id',
});

/** The automations that use tags. */
export const automationsWithTags = defineQuery<[tagIds: readonly string[]]>()({
  columns: { tagId: column.uuid, id: column.uuid, name: column.text() },
  sql: `with ${names}, ${graphsInUse}, ${uses}
        select u.tag_id, a.id, a.name from uses u join automation a on a.id = u.automation_id order by a.name, a.id`,
});

/** The segments that use tags. */
export const segmentsWithTags = defineQuery<[tagIds: readonly string[]]>()({
  columns: { tagId: column.uuid, id: column.uuid, name: column.text() },
  sql: `with ${names} select distinct n.tag_id, s.id, s.name from names n join segment s on strpos(s.condition::text, n.name) > 0
         order by s.name, s.id`,
});

/** Tags with the tags that were merged into them. Whoever adds one to a contact waits until the transaction has ended. */
export const lockTags = defineQuery<[tagIds: readonly string[]]>()({
  columns: { id: column.uuid },
  sql: 'select id from tag where id = any($1::uuid[]) or merged_into_id = any($1::uuid[]) order by id for update',
});

/** Gives contacts who have one tag the other one instead. */
export const moveContacts = defineQuery<[from: string, into: string]>()({
  columns: { moved: column.integer },
  sql: `with given as (
          insert into contact_tag (contact_id, tag_id, created_at) select contact_id, $2, created_at from contact_tag where tag_id = $1
          on conflict do nothing
        ), taken as (delete from contact_tag where tag_id = $1 returning 1)
        select count(*)::int as moved from taken`,
});

/** Records that a tag, and those merged into it before, are merged into another one. */
export const recordMerge = defineQuery<[from: string, into: string]>()({
  columns: {},
  sql: 'update tag set merged_into_id = $2 where id = $1 or merged_into_id = $1',
});

/** Keeps a former name, for programs and files that still use it. */
export const keepFormerName = defineQuery<[tagId: string]>()({
  columns: {},
  sql: 'insert into tag (name, merged_into_id) select name, id from tag where id = $1',
});

/** Removes a tag, from every contact too. */
export const removeFromContacts = defineQuery<[tagId: string]>()({
  columns: {},
  sql: 'delete from contact_tag where tag_id = $1',
});
