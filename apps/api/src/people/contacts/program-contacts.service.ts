import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import type { Condition } from '@perennial/domain/conditions';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import type { Page } from '../../platform/http/schemas.js';
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

/** People, for other systems. */
@Injectable()
export class ProgramContactsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly contacts: ContactsService,
    private readonly consents: ConsentsService,
    private readonly actions: ContactActionsService,
    private readonly idempotency: Idempotency,
    @InjectRepository(Contact) private readonly contactRows: Repository<Contact>,
  ) {}

  async list({ schoolId }: Program, { tag, ...query }: z.output<typeof ProgramContactQuery>): Promise<Page<ProgramContactView>> {
    const page = await this.contacts.list(schoolId, { ...query, condition: tag ? hasTag(tag) : undefined });
    return { ...page, items: page.items.map(forPrograms) };
  }

  async get({ schoolId }: Program, id: string): Promise<ProgramContactDetailView> {
    const contact = await this.contacts.get(schoolId, id);
    const memberships = await this.contacts.membershipsOf(schoolId, id);
    return {
      ...forPrograms(contact),
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
  }

  /** Makes the person of an address, or changes what is given. */
  async put(
    program: Program,
    input: z.output<typeof ProgramContactInput>,
    key: string | undefined,
  ): Promise<ProgramContactStoredView> {
    const { schoolId } = program;
    const { id, created } = await this.idempotency.once(program, key, { contact: input }, () => this.#store(input));
    if (!created && input.name) await this.contacts.tellStripe(schoolId, id);
    return { ...forPrograms(await this.contacts.get(schoolId, id)), created };
  }

  async addTag({ schoolId }: Program, id: string, tag: string): Promise<ProgramContactView> {
    return forPrograms(await this.actions.addTag(schoolId, id, tag));
  }

  async removeTag({ schoolId }: Program, id: string, tag: string): Promise<ProgramContactView> {
    return forPrograms(await this.actions.removeTag(schoolId, id, tag));
  }

  async #store({ marketingConsent, ...input }: z.output<typeof ProgramContactInput>): Promise<{ id: string; created: boolean }> {
    const stored = await this.#put(input);
    if (marketingConsent) await this.consents.takeOver(stored.id, marketingConsent);
    return stored;
  }

  async #put({
    email,
    ...given
  }: Omit<z.output<typeof ProgramContactInput>, 'marketingConsent'>): Promise<{ id: string; created: boolean }> {
    const made = await this.tenancy.row<{ id: string }>(
      `insert into contact (email, name, time_zone) values ($1, $2, $3) on conflict (school_id, email) do nothing returning id`,
      [email, given.name ?? '', given.timeZone ?? null],
    );
    if (made) return { id: made.id, created: true };
    const { id } = await this.contactRows.findOneByOrFail({ email });
    await this.contacts.change(id, given);
    return { id, created: false };
  }
}

const hasTag = (tag: string): Condition => ({
  match: 'all',
  tests: [{ field: 'contact.tags', operator: 'includes', value: tag }],
});

const forPrograms = (contact: ContactView): ProgramContactView => ({
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
