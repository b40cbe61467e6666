import type { ContactImportInput } from '@perennial/contracts';
import { ContactImport } from '@perennial/db';
import { ContactFieldValues, ContactTags, type FieldValueChange, SegmentMembers, type TagChange } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { countLeft, createContacts, type ImportedRow, recordOutcomes } from './contact-imports.queries.js';

/** The progress of an import. */
export interface ImportProgress {
  /** Remaining rows; 0 when the import has ended. */
  readonly left: number;
}

/**
 * Imports the next rows of a file in one transaction. Existing people keep their name and time zone and get the tags and
 * the values of contact fields. Repeating it continues after the rows that are done.
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
    await storeValues(services, rows);
    const left = (await tenancy.rowOf(countLeft, importId))?.left ?? 0;
    services.events.announce({ admin: [{ key: 'contact-imports', id: importId }, { key: 'contacts' }] });
    if (left === 0)
      await tenancy.repo(ContactImport).update({ id: importId }, { state: 'done', finishedAt: services.clocks.wall() });
    return { left };
  });
}

/** Creates the missing people of the next rows, and records the result of each row. */
async function storeContacts(services: Services, importId: string): Promise<ImportedRow[]> {
  const { tenancy, events, clocks } = services;
  const created = await tenancy.rowsOf(createContacts, importId);
  // Before they get tags, which bring them into segments by events of their own.
  await new SegmentMembers(tenancy, events, clocks).check(created.map(({ id }) => id));
  // In a later statement, because only then is a person visible whom a purchase created in the meantime.
  return tenancy.rowsOf(
    recordOutcomes,
    importId,
    created.map(({ id }) => id),
  );
}

/** Adds the tags that a person does not have, each with its event, so that automations start as for any other tag. */
async function addTags({ tenancy, events, clocks }: Services, rows: readonly ImportedRow[]): Promise<void> {
  const tags = new ContactTags(tenancy, events);
  const ids = await tags.named(rows.flatMap((row) => row.tags));
  const changes: TagChange[] = [];
  for (const { contactId, tags: names } of rows) {
    if (names.length === 0) continue;
    const occurredAt = await clocks.nowFor(contactId);
    for (const name of names) changes.push({ contactId, tagId: ids.get(name) ?? '', occurredAt });
  }
  await tags.add(changes);
}

/** Stores the values of contact fields, each with its event if it differs from the value that the person has. */
async function storeValues({ tenancy, events, clocks }: Services, rows: readonly ImportedRow[]): Promise<void> {
  const changes: FieldValueChange[] = [];
  for (const { contactId, fieldValues } of rows) {
    const values = Object.entries(fieldValues ?? {});
    if (values.length === 0) continue;
    const occurredAt = await clocks.nowFor(contactId);
    for (const [fieldId, value] of values) changes.push({ contactId, fieldId, value, occurredAt });
  }
  await new ContactFieldValues(tenancy, events).store(changes);
}
