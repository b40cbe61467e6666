import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { readFieldValues } from '@perennial/domain/people';
import { Clocks, ContactFieldValues } from '@perennial/services';
import type { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { fieldValuesOf } from './contact-fields.queries.js';
import type { FieldValuesInput, FieldValuesView, NamedFieldValue } from './contact-fields.schemas.js';

/** What contacts have in the fields of the school. Every change is an event. */
@Injectable()
export class FieldValuesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly fields: ContactFieldValues,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  get(schoolId: string, contactId: string): Promise<FieldValuesView> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id: contactId }), 'person');
      return this.#view(contactId);
    });
  }

  /** Stores the given values; the others stay. A value that is equal to the stored one changes nothing. */
  set(schoolId: string, contactId: string, { values }: FieldValuesInput): Promise<FieldValuesView> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id: contactId }), 'person');
      await this.store(contactId, values, 'values');
      return this.#view(contactId);
    });
  }

  /**
   * Stores the values of one contact, in the open scope.
   * @param path where the request has them
   * @throws {Refusal} that names every field with a problem
   */
  async store(contactId: string, raw: FieldValuesInput['values'], path: string): Promise<void> {
    const { values, problems } = readFieldValues(await this.fields.definitions(), raw);
    if (problems.length > 0)
      throw new Refusal('invalid_input', 'Some values do not fit their fields. Correct them and send them again.', {
        details: problems.map(({ key, message }) => ({ field: `${path}.${key}`, message })),
      });
    const occurredAt = await this.clocks.nowFor(contactId);
    await this.fields.store([...values].map(([fieldId, value]) => ({ contactId, fieldId, value, occurredAt })));
  }

  /** The values of contacts with the names of their fields, in the open scope. */
  async of(contactIds: readonly string[]): Promise<ReadonlyMap<string, NamedFieldValue[]>> {
    const rows = contactIds.length > 0 ? await this.tenancy.rowsOf(fieldValuesOf, contactIds) : [];
    const values = new Map<string, NamedFieldValue[]>(contactIds.map((id) => [id, []]));
    for (const { contactId, value, ...field } of rows)
      values.get(contactId)?.push({ ...field, value: typeof value === 'object' ? [...value] : value });
    return values;
  }

  async #view(contactId: string): Promise<FieldValuesView> {
    const values = (await this.of([contactId])).get(contactId) ?? [];
    return { values: values.map(({ fieldId, value }) => ({ fieldId, value })) };
  }
}
