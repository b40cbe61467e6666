import { type Automation, column, defineQuery, orNull } from '@perennial/db';
import type { FileRecord } from '@perennial/domain/automation';

/** The records that graphs can refer to. A merged tag has the name of the tag in use. */
const records = `
  select 'template' as kind, id, name from email_template
  union all select 'plan', id, title from plan
  union all select 'product', id, title from product
  union all select 'lesson', id, title from lesson
  union all select 'tag', t.id, coalesce(s.name, t.name) from tag t left join tag s on s.id = t.merged_into_id
  union all select 'field', id, name from contact_field
  union all select 'segment', id, name from segment
  union all select 'automation', id, name from automation where state <> 'deleted' and built_in_key is null`;

const columns = { kind: column.text<FileRecord['kind']>(), id: column.uuid, name: column.text() };

/** The automations of a school, without built-in emails. */
export const automationsOfSchool = defineQuery<[limit: number]>()({
  columns: {
    id: column.uuid,
    name: column.text(),
    state: column.text<Exclude<Automation['state'], 'deleted'>>(),
    version: orNull(column.integer),
  },
  sql: `select a.id, a.name, a.state, v.number as version from automation a left join automation_version v on v.id = a.published_version_id
         where a.built_in_key is null and a.state <> 'deleted' order by a.name, a.id limit $1`,
});

/** Records by their IDs. */
export const recordsByIds = defineQuery<[ids: readonly string[]]>()({
  columns,
  sql: `select kind, id, name from (${records}) r where id = any($1::uuid[]) order by kind, name, id`,
});

/** Records with one of the IDs or names. A merged tag is found by its ID only. */
export const recordsByIdsOrNames = defineQuery<[ids: readonly string[], names: readonly string[]]>()({
  columns,
  sql: `select kind, id, name from (${records}) r
         where id = any($1::uuid[])
            or (name = any($2::text[]) and not exists (select from tag m where m.id = r.id and m.merged_into_id is not null))
         order by kind, name, id`,
});
