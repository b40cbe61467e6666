import type { ContactImportInput } from '@perennial/contracts';
import { ContactImport } from '@perennial/db';
import type { Services } from '../platform/services.js';

/** Rows in one transaction: a batch is short, and a cancelled import stops within one. */
const batchSize = 200;

/** How far an import is. */
export interface ImportProgress {
  /** Rows still to do; 0 when the import is over. */
  readonly left: number;
}

interface Row {
  readonly contactId: string;
  readonly tags: readonly string[];
}

/**
 * Imports the next rows of a file in one transaction. People that the school knows already keep their name and time zone and
 * get the tags. Repeating it goes on behind the rows that are done.
 */
export function importContacts(services: Services, { schoolId, importId }: ContactImportInput): Promise<ImportProgress> {
  const { tenancy } = services;
  return tenancy.withSchool(schoolId, async () => {
    const found = await tenancy
      .repo(ContactImport)
      .findOneOrFail({ where: { id: importId }, lock: { mode: 'pessimistic_write' } });
    if (found.state !== 'running') return { left: 0 };
    const rows = await storeContacts(services, importId);
    await addTags(services, rows);
    const left = await countLeft(services, importId);
    services.events.announce({ admin: [{ key: 'contact-imports', id: importId }, { key: 'contacts' }] });
    if (left === 0)
      await tenancy.repo(ContactImport).update({ id: importId }, { state: 'done', finishedAt: services.clocks.wall() });
    return { left };
  });
}

/** Creates the people of the next rows who are not known, and records what became of each row. */
async function storeContacts({ tenancy }: Services, importId: string): Promise<Row[]> {
  const made = await tenancy.rows<{ id: string }>(
    `insert into contact (email, name, time_zone)
     select email, name, time_zone from contact_import_row where import_id = $1 and outcome is null order by line limit ${batchSize}
     on conflict (school_id, email) do nothing returning id`,
    [importId],
  );
  // A later statement: only then is a person visible whom a purchase created meanwhile.
  return tenancy.rows<Row>(
    `with next as (
       select line, email from contact_import_row where import_id = $1 and outcome is null order by line limit ${batchSize}
     )
     update contact_import_row r
        set contact_id = c.id, outcome = case when c.id = any($2::uuid[]) then 'created' else 'known' end
       from next join contact c on c.email = next.email
      where r.import_id = $1 and r.line = next.line
      returning r.contact_id as "contactId", r.tags`,
    [importId, made.map(({ id }) => id)],
  );
}

/** Adds the tags that a person does not have, each with its event, so that automations start as for any other tag. */
async function addTags({ tenancy, events, clocks }: Services, rows: readonly Row[]): Promise<void> {
  const wanted = rows.flatMap(({ contactId, tags }) => tags.map((tag) => ({ contactId, tag })));
  if (wanted.length === 0) return;
  const added = await tenancy.rows<{ contactId: string; tag: string }>(
    `insert into contact_tag (contact_id, tag) select * from unnest($1::uuid[], $2::text[])
     on conflict do nothing returning contact_id as "contactId", tag`,
    [wanted.map(({ contactId }) => contactId), wanted.map(({ tag }) => tag)],
  );
  for (const { contactId, tag } of added)
    await events.record({ type: 'tag.added', contactId, occurredAt: await clocks.nowFor(contactId), data: { tag } });
}

async function countLeft({ tenancy }: Services, importId: string): Promise<number> {
  const row = await tenancy.row<{ left: number }>(
    'select count(*)::int as left from contact_import_row where import_id = $1 and outcome is null',
    [importId],
  );
  return row?.left ?? 0;
}
