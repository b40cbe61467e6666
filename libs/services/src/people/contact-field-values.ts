import type { Tenancy } from '@perennial/db';
import { type ContactFieldDefinition, type ContactFieldValue, fieldValueText } from '@perennial/domain/people';
import type { Cause, EventLog } from '../platform/event-log.js';
import { contactFieldDefinitions, storeFieldValues } from './contact-field-values.queries.js';

/** A value of one contact, as `readFieldValue` returns it, and when and why it changes. Null removes it. */
export interface FieldValueChange {
  readonly contactId: string;
  readonly fieldId: string;
  readonly value: ContactFieldValue | null;
  readonly occurredAt: Date;
  readonly cause?: Cause | null;
}

/** Values of contacts in the fields that the school adds. All in the open scope. */
export class ContactFieldValues {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /** The fields of the school. */
  definitions(): Promise<readonly ContactFieldDefinition[]> {
    return this.tenancy.rowsOf(contactFieldDefinitions);
  }

  /**
   * Stores values, with an event for each that differs from the stored one. Of two values for a field of one contact, the last
   * counts. A field that no longer exists is left out.
   */
  async store(given: readonly FieldValueChange[]): Promise<void> {
    const changes = [...new Map(given.map((change) => [`${change.contactId} ${change.fieldId}`, change])).values()];
    if (changes.length === 0) return;
    const changed = await this.tenancy.rowsOf(
      storeFieldValues,
      changes.map(({ contactId }) => contactId),
      changes.map(({ fieldId }) => fieldId),
      changes.map(({ value }) => (value === null ? null : JSON.stringify(value))),
    );
    await this.events.recordAll(
      changed.flatMap(({ place, fieldId, field, before }) => {
        const change = changes[place];
        if (!change) return [];
        const { contactId, occurredAt, cause, value } = change;
        const data = { fieldId, field, value: textOf(value), before: textOf(before) };
        return [{ type: 'contact.field_changed' as const, contactId, occurredAt, data, ...(cause && { cause }) }];
      }),
    );
  }
}

const textOf = (value: ContactFieldValue | null): string | null => (value === null ? null : fieldValueText(value));
