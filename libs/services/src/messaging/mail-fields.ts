import { column, defineQuery, orNull, type Tenancy } from '@perennial/db';
import { type MailField, type MailFieldValue, mailFieldValue } from '@perennial/domain/messaging';

/** The contact fields of the school, in the order of their names. */
export const fieldsForMail = defineQuery()({
  columns: { id: column.uuid, name: column.text(), type: column.text() },
  sql: 'select id, name, type from contact_field order by name, id',
});

/** Values of contacts with the types of their fields. */
export const fieldValuesForMail = defineQuery<[contactIds: readonly string[]]>()({
  columns: { contactId: column.uuid, fieldId: column.uuid, type: column.text(), value: orNull(column.json<unknown>()) },
  sql: `select s.contact_id, s.field_id, f.type, s.value from contact_field_stored s join contact_field f on f.id = s.field_id
         where s.contact_id = any($1::uuid[])`,
});

/** The contact fields that emails can name, and their values. All in the open scope. */
export class MailFields {
  constructor(private readonly tenancy: Pick<Tenancy, 'rowsOf'>) {}

  /** The fields of the school. */
  known(): Promise<readonly MailField[]> {
    return this.tenancy.rowsOf(fieldsForMail);
  }

  /** Values by contact and field. A contact without values has an empty record. */
  async valuesOf(contactIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, MailFieldValue>>>> {
    const values = new Map<string, Record<string, MailFieldValue>>(contactIds.map((id) => [id, {}]));
    for (const { contactId, fieldId, type, value } of await this.tenancy.rowsOf(fieldValuesForMail, contactIds)) {
      const read = mailFieldValue(type, value);
      const ofContact = values.get(contactId);
      if (read !== undefined && ofContact) ofContact[fieldId] = read;
    }
    return values;
  }
}
