import { column, defineQuery } from '@perennial/db';

/** The tags with these names, which are created where they do not exist. */
export const tagsNamed = defineQuery<[names: readonly string[]]>()({
  columns: { name: column.text(), id: column.uuid },
  sql: 'select w.name, tag_named(w.name) as id from unnest($1::text[]) w(name)',
});

/** The tags in use with these names or former names, and those with these IDs. */
export const tagsReferredTo = defineQuery<[references: readonly string[]]>()({
  columns: { reference: column.text(), id: column.uuid },
  sql: `select distinct on (w.reference) w.reference, coalesce(t.merged_into_id, t.id) as id
          from unnest($1::text[]) w(reference)
          join tag t on t.id = case when pg_input_is_valid(w.reference, 'uuid') then w.reference::uuid end
                     or t.name_key = comparable_text(w.reference)
         order by w.reference, t.merged_into_id is not null, t.id desc`,
});

// A tag that is being merged or deleted is awaited.
const wanted = `used as materialized (
    select t.id, coalesce(t.merged_into_id, t.id) as tag_id from tag t where t.id = any($2::uuid[]) for key share
  ), wanted as (
    select distinct on (w.contact_id, u.tag_id) w.contact_id, u.tag_id, w.place
      from unnest($1::uuid[], $2::uuid[]) with ordinality w(contact_id, given, place) join used u on u.id = w.given
     order by w.contact_id, u.tag_id, w.place
  )`;
const changed = `select (w.place - 1)::int as place, t.id as tag_id, t.name as tag
    from changed c join wanted w using (contact_id, tag_id) join tag t on t.id = c.tag_id order by w.place`;
const columns = { place: column.integer, tagId: column.uuid, tag: column.text() };

/** Adds tags to contacts, given as two lists. Returns the places of those that the contacts did not have. */
export const addTags = defineQuery<[contactIds: readonly string[], tagIds: readonly string[]]>()({
  columns,
  prepared: true,
  sql: `with ${wanted}, changed as (
    insert into contact_tag (contact_id, tag_id) select contact_id, tag_id from wanted order by place
    on conflict do nothing returning contact_id, tag_id
  ) ${changed}`,
});

/** Removes tags from contacts, given as two lists. Returns the places of those that the contacts had. */
export const removeTags = defineQuery<[contactIds: readonly string[], tagIds: readonly string[]]>()({
  columns,
  prepared: true,
  sql: `with ${wanted}, changed as (
    delete from contact_tag c using wanted w where c.contact_id = w.contact_id and c.tag_id = w.tag_id returning c.contact_id, c.tag_id
  ) ${changed}`,
});
