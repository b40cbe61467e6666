import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ContactField, ContactFieldStored, Tenancy } from '@perennial/db';
import { contactFieldLimits, hasOptions } from '@perennial/domain/people';
import { EventLog } from '@perennial/services';
import type { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { createField, otherFieldNamed, usesOfFields } from './contact-fields.queries.js';
import type { ContactFieldChange, ContactFieldInput, ContactFieldList, ContactFieldView } from './contact-fields.schemas.js';

/** Fields that the school adds to its contacts. */
@Injectable()
export class ContactFieldsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    @InjectRepository(ContactField) private readonly fields: Repository<ContactField>,
    @InjectRepository(ContactFieldStored) private readonly values: Repository<ContactFieldStored>,
  ) {}

  list(schoolId: string): Promise<ContactFieldList> {
    return this.tenancy.withSchool(schoolId, async () => ({ items: await this.#views() }));
  }

  create(schoolId: string, { name, type, options }: ContactFieldInput): Promise<ContactFieldView> {
    return this.tenancy.withSchool(schoolId, async () => {
      if ((await this.fields.count()) >= contactFieldLimits.fields)
        throw new Refusal('rule_refused', `A school has at most ${contactFieldLimits.fields} contact fields. Delete one first.`);
      const made = await this.tenancy.rowOf(createField, name, type, hasOptions(type) ? options : []);
      if (!made) throw nameTaken(name);
      return this.#view(made.id);
    });
  }

  /** Contacts keep values whose option is removed, until somebody changes them. */
  change(schoolId: string, id: string, { name, options }: ContactFieldChange): Promise<ContactFieldView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const field = found(await this.fields.findOneBy({ id }), 'contact field');
      if (options && hasOptions(field.type) && options.length === 0)
        throw new Refusal('invalid_input', 'Enter at least one option.', { field: 'options' });
      if (name !== undefined) await this.#rename(id, name);
      if (options && hasOptions(field.type)) await this.fields.update({ id }, { options });
      return this.#view(id);
    });
  }

  /** Deletes a field that no automation and no email uses, with its values. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { automations, segments, emails } = await this.#view(id);
      if (automations > 0)
        throw new Refusal(
          'not_possible_now',
          `${automations === 1 ? '1 automation uses' : `${automations} automations use`} this field. Choose another field there and publish. A version that people are still in counts as well.`,
        );
      if (segments > 0)
        throw new Refusal(
          'not_possible_now',
          `${segments === 1 ? '1 segment uses' : `${segments} segments use`} this field. Choose another field there, then delete this one.`,
        );
      if (emails > 0)
        throw new Refusal(
          'not_possible_now',
          `${emails === 1 ? '1 email uses' : `${emails} emails use`} this field. Remove it there, then delete this field.`,
        );
      await this.values.delete({ fieldId: id });
      await this.fields.delete({ id });
      this.events.announce({ admin: [{ key: 'contacts' }] });
    });
  }

  async #rename(id: string, name: string): Promise<void> {
    if (await this.tenancy.rowOf(otherFieldNamed, id, name)) throw nameTaken(name);
    await this.fields.update({ id }, { name });
  }

  async #view(id: string): Promise<ContactFieldView> {
    return found(
      (await this.#views()).find((view) => view.id === id),
      'contact field',
    );
  }

  async #views(): Promise<ContactFieldView[]> {
    const fields = await this.fields.find({ order: { name: 'ASC', id: 'ASC' } });
    const uses = new Map((await this.tenancy.rowsOf(usesOfFields)).map((use) => [use.fieldId, use]));
    return fields.map(({ id, name, type, options, createdAt }) => ({
      ...{ id, name, type, options },
      people: uses.get(id)?.people ?? 0,
      automations: uses.get(id)?.automations ?? 0,
      segments: uses.get(id)?.segments ?? 0,
      emails: uses.get(id)?.emails ?? 0,
      createdAt: iso(createdAt),
    }));
  }
}

const nameTaken = (name: string): Refusal =>
  new Refusal('conflict', `There already is a contact field “${name}”. Choose another name.`, { field: 'name' });
