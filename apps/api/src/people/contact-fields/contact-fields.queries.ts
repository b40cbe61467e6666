import { column, defineQuery } from '@perennial/db';
import type { ContactFieldType, ContactFieldValue } from '@perennial/domain/people';
import { graphsInUse } from '../graphs-in-use.js';

/** How many contacts have a value of each field, and how many automations, segments and emails name it. */
export const usesOfFields = defineQuery()({
  columns: {
    fieldId: column.uuid,
    people: column.integer,
    automations: column.integer,
    segments: column.integer,
    emails: column.integer,
  },
  sql: `with ${graphsInUse}
        select f.id as field_id,
               (select count(*)::int from contact_field_stored s where s.field_id = f.id) as people,
               (select count(distinct g.automation_id)::int from graphs g where strpos(g.graph, f.id::text) > 0) as automations,
               (select count(*)::int from segment s where strpos(s.condition::text, f.id::text) > 0) as segments,
               (select count(*)::int from email_template t where strpos(t.template::text, f.id::text) > 0) as emails
          from contact_field f`,
});

/** Creates a field; no row if another one has the name. */
export const createField = defineQuery<[name: string, type: ContactFieldType, options: readonly string[]]>()({
  columns: { id: column.uuid },
  sql: `insert into contact_field (name, type, options) values ($1, $2, $3)
        on conflict (school_id, name_key) do nothing returning id`,
});

/** Another field with this name. */
export const otherFieldNamed = defineQuery<[id: string, name: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from contact_field where name_key = comparable_text($2) and id <> $1',
});

/** Values of contacts. */
export const fieldValuesOf = defineQuery<[contactIds: readonly string[]]>()({
  columns: { contactId: column.uuid, fieldId: column.uuid, name: column.text(), value: column.json<ContactFieldValue>() },
  sql: `select s.contact_id, s.field_id, f.name, s.value from contact_field_stored s join contact_field f on f.id = s.field_id
         where s.contact_id = any($1::uuid[]) order by f.name`,
});
