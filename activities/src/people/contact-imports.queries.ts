import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import type { ContactFieldValue } from '@perennial/domain/people';

/** Rows in one transaction: a batch is short, and a cancelled import stops within one. */
const batchSize = 200;

const nextRows = `from contact_import_row where import_id = $1 and outcome is null order by line limit ${batchSize}`;

/** Creates the people of the next rows who are not contacts yet. */
export const createContacts = defineQuery<[importId: string]>()({
  columns: { id: column.uuid },
  sql: `insert into contact (email, name, time_zone) select email, name, time_zone ${nextRows}
        on conflict (school_id, email) do nothing returning id`,
});

/** Records the results of the next rows. */
export const recordOutcomes = defineQuery<[importId: string, created: readonly string[]]>()({
  columns: {
    contactId: column.uuid,
    tags: column.textArray(),
    fieldValues: orNull(column.json<Readonly<Record<string, ContactFieldValue>>>()),
  },
  sql: `with next as (select line, email ${nextRows})
        update contact_import_row r
           set contact_id = c.id, outcome = case when c.id = any($2::uuid[]) then 'created' else 'known' end
          from next join contact c on c.email = next.email
         where r.import_id = $1 and r.line = next.line
        returning r.contact_id, r.tags, r.field_values`,
});

/** A row of {@link recordOutcomes}. */
export type ImportedRow = QueryRow<typeof recordOutcomes>;

/** Rows that are not imported yet. */
export const countLeft = defineQuery<[importId: string]>()({
  columns: { left: column.integer },
  sql: 'select count(*)::int as left from contact_import_row where import_id = $1 and outcome is null',
});
