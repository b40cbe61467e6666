import { column, defineQuery } from '@perennial/db';

/** Rows of imports: all, those that made a contact, and those that met one. */
export const countsOfImports = defineQuery<[importIds: readonly string[]]>()({
  columns: { importId: column.uuid, total: column.integer, created: column.integer, known: column.integer },
  sql: `select import_id, count(*)::int as total, count(*) filter (where outcome = 'created')::int as created,
               count(*) filter (where outcome = 'known')::int as known
          from contact_import_row where import_id = any($1) group by import_id`,
});

/** Adds rows to an import, given as JSON; a line that is there remains as it is. */
export const addImportRows = defineQuery<[importId: string, rows: string]>()({
  columns: {},
  sql: `insert into contact_import_row (import_id, line, email, name, time_zone, tags, field_values)
        select $1, line, email, name, time_zone, tags, field_values
          from jsonb_to_recordset($2::jsonb) as row (line int, email text, name text, time_zone text, tags text[], field_values jsonb)
        on conflict (import_id, line) do nothing`,
});
