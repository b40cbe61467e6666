import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import type { Condition } from '@perennial/domain/conditions';
import { SegmentMembers } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import type { Page } from '../../platform/http/schemas.js';
import { FieldValuesService } from '../contact-fields/field-values.service.js';
import { ConsentsService } from './consents.service.js';
import { ContactActionsService } from './contact-actions.service.js';
import type { ContactView } from './contacts.schemas.js';
import { ContactsService } from './contacts.service.js';
import type {
  ProgramContactDetailView,
  ProgramContactInput,
  ProgramContactQuery,
  ProgramContactStoredView,
  ProgramContactView,
} from './program-contacts.schemas.js';

/** Contacts, for other systems. */
@Injectable()
export class ProgramContactsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly contacts: ContactsService,
    private readonly consents: ConsentsService,
    private readonly actions: ContactActionsService,
    private readonly fieldValues: FieldValuesService,
    private readonly idempotency: Idempotency,
    private readonly segments: SegmentMembers,
    @InjectRepository(Contact) private readonly contactRows: Repository<Contact>,
  ) {}

  list(program: Program, { tag, ...query }: ProgramContactQuery): Promise<Page<ProgramContactView>> {
    return this.meeting(program, tag ? hasTag(tag) : undefined, query);
  }

  /** People who meet a condition. */
  meeting(
    { schoolId }: Program,
    condition: Condition | undefined,
    query: Omit<ProgramContactQuery, 'tag'>,
  ): Promise<Page<ProgramContactView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const page = await this.contacts.list(schoolId, { ...query, condition });
      return { ...page, items: await this.#views(page.items) };
    });
  }

  get({ schoolId }: Program, id: string): Promise<ProgramContactDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const contact = await this.contacts.get(schoolId, id);
      const memberships = await this.contacts.membershipsOf(schoolId, id);
      return {
        ...(await this.#view(contact)),
        memberships: memberships.map((held) => ({
          id: held.id,
          planId: held.planId,
          planTitle: held.planTitle,
          state: held.state,
          startedAt: held.startedAt,
          trialEndsAt: held.trialEndsAt,
          currentPeriodEndsAt: held.currentPeriodEndsAt,
          endsAt: held.endsAt,
          endedAt: held.endedAt,
        })),
      };
    });
  }

  /** Creates the contact of an address, or updates the given fields. */
  async put(program: Program, input: ProgramContactInput, key: string | undefined): Promise<ProgramContactStoredView> {
    const { schoolId } = program;
    const view = await this.tenancy.withSchool(schoolId, async () => {
      const { id, created } = await this.idempotency.once(program, key, { contact: input }, () => this.#store(input));
      return { ...(await this.#view(await this.contacts.get(schoolId, id))), created };
    });
    if (!view.created && input.name) await this.contacts.tellStripe(schoolId, view.id);
    return view;
  }

  addTag({ schoolId }: Program, id: string, tag: string): Promise<ProgramContactView> {
    return this.tenancy.withSchool(schoolId, async () => this.#view(await this.actions.addTag(schoolId, id, tag)));
  }

  removeTag({ schoolId }: Program, id: string, tag: string): Promise<ProgramContactView> {
    return this.tenancy.withSchool(schoolId, async () => this.#view(await this.actions.removeTag(schoolId, id, tag)));
  }

  async #views(contacts: readonly ContactView[]): Promise<ProgramContactView[]> {
    const values = await this.fieldValues.of(contacts.map(({ id }) => id));
    return contacts.map((contact) => ({ ...forPrograms(contact), fields: values.get(contact.id) ?? [] }));
  }

  async #view(contact: ContactView): Promise<ProgramContactView> {
    const values = await this.fieldValues.of([contact.id]);
    return { ...forPrograms(contact), fields: values.get(contact.id) ?? [] };
  }

  async #store({ marketingConsent, fields, ...input }: ProgramContactInput): Promise<{ id: string; created: boolean }> {
    const stored = await this.#put(input);
    if (marketingConsent) await this.consents.takeOver(stored.id, marketingConsent);
    if (fields) await this.fieldValues.store(stored.id, fields, 'fields');
    return stored;
  }

  async #put({
    email,
    ...given
  }: Omit<ProgramContactInput, 'marketingConsent' | 'fields'>): Promise<{ id: string; created: boolean }> {
    const made = await this.tenancy.row<{ id: string }>(
      `insert into contact (email, name, time_zone) values ($1, $2, $3) on conflict (school_id, email) do nothing returning id`,
      [email, given.name ?? '', given.timeZone ?? null],
    );
    if (made) {
      await this.segments.check([made.id]);
      return { id: made.id, created: true };
    }
    const { id } = await this.contactRows.findOneByOrFail({ email });
    await this.contacts.change(id, given);
    return { id, created: false };
  }
}

const hasTag = (tag: string): Condition => ({
  match: 'all',
  tests: [{ field: 'contact.tags', operator: 'includes', value: tag }],
});

const forPrograms = (contact: ContactView): Omit<ProgramContactView, 'fields'> => ({
  id: contact.id,
  email: contact.email,
  name: contact.name,
  timeZone: contact.timeZone,
  tags: contact.tags,
  hasAccount: contact.hasAccount,
  marketingConsentAt: contact.marketingConsentAt,
  unsubscribedAt: contact.unsubscribedAt,
  createdAt: contact.createdAt,
  access: contact.access,
});
