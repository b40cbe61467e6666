import { column, defineQuery, orNull } from '@perennial/db';
import type { ContactFieldType, ContactFieldValue } from '@perennial/domain/people';

/** The contact fields of the school, in the order of their names. */
export const contactFieldDefinitions = defineQuery()({
  columns: { id: column.uuid, name: column.text(), type: column.text<ContactFieldType>(), options: column.textArray() },
  sql: 'select id, name, type, options from contact_field order by name, id',
});

/**
 * Stores values of contacts, given as three lists; a value that is null removes what is stored. Returns the places of those that changed
 * something, each with the value before. A field that is being deleted is awaited and left out.
 */
export const storeFieldValues = defineQuery<
  [contactIds: readonly string[], fieldIds: readonly string[], values: readonly (string | null)[]]
>()({
  columns: {
    place: column.integer,
    fieldId: column.uuid,
    field: column.text(),
    before: orNull(column.json<ContactFieldValue>()),
  },
  prepared: true,
  sql: `with used as materialized (
    select f.id, f.name from contact_field f where f.id = any($2::uuid[]) for key share
  ), wanted as (
    select w.contact_id, w.field_id, w.written::jsonb as value, w.place, u.name
      from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality w(contact_id, field_id, written, place)
      join used u on u.id = w.field_id
  ), stored as (
    insert into contact_field_stored as s (contact_id, field_id, value)
    select contact_id, field_id, value from wanted where value is not null order by contact_id, field_id
    on conflict (contact_id, field_id) do update set value = excluded.value, changed_at = now() where s.value <> excluded.value
    returning s.contact_id, s.field_id, old.value as before
  ), removed as (
    delete from contact_field_stored s using wanted w
     where w.value is null and s.contact_id = w.contact_id and s.field_id = w.field_id
    returning s.contact_id, s.field_id, s.value as before
  )
  select (w.place - 1)::int as place, w.field_id, w.name as field, c.before
    from (select * from stored union all select * from removed) c join wanted w using (contact_id, field_id)
   order by w.place`,
});
