import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Product, Tenancy } from '@perennial/db';
import { AccessService, Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { Accounts } from '../../identity/auth/accounts.js';
import { MemberPasswords } from '../../identity/auth/member-passwords.service.js';
import { Passwords } from '../../identity/auth/passwords.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { assertMemberPage } from '../../learning/products/member-page.js';
import { found } from '../../platform/http/refusal.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { ContactViews } from './contact-views.js';
import type { ContactView, GrantInput } from './contacts.schemas.js';

const dayMs = 86_400_000;

/** What staff do for one person. */
@Injectable()
export class ContactActionsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly access: AccessService,
    private readonly accounts: Accounts,
    private readonly memberPasswords: MemberPasswords,
    private readonly passwords: Passwords,
    private readonly views: ContactViews,
    private readonly limit: RateLimit,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  addTag(schoolId: string, contactId: string, tag: string): Promise<ContactView> {
    return this.#for(schoolId, contactId, async (now) => {
      const added = await this.tenancy.rows<object>(
        'insert into contact_tag (contact_id, tag) values ($1, $2) on conflict do nothing returning tag',
        [contactId, tag],
      );
      if (added.length > 0) await this.events.record({ type: 'tag.added', contactId, occurredAt: now, data: { tag } });
    });
  }

  removeTag(schoolId: string, contactId: string, tag: string): Promise<ContactView> {
    return this.#for(schoolId, contactId, async (now) => {
      const removed = await this.tenancy.rows<object>(
        'delete from contact_tag where contact_id = $1 and tag = $2 returning tag',
        [contactId, tag],
      );
      if (removed.length > 0) await this.events.record({ type: 'tag.removed', contactId, occurredAt: now, data: { tag } });
    });
  }

  /** Opens a product for a person, for some days or for good. */
  grant(staff: SignedInStaff, contactId: string, { productId, days }: z.output<typeof GrantInput>): Promise<ContactView> {
    return this.#for(staff.schoolId, contactId, async (now) => {
      assertMemberPage([found(await this.products.findOneBy({ id: productId }), 'product')], 'productId');
      const claim = {
        contactId,
        source: 'grant' as const,
        sourceId: `staff:${staff.id}:${randomUUID()}`,
        productIds: [productId],
        startsAt: now,
        endsAt: days === null ? null : new Date(now.getTime() + days * dayMs),
      };
      await this.access.claim(claim, now, null);
    });
  }

  /** Takes every grant of a product away; what a membership opens stays open. */
  revokeGrants(schoolId: string, contactId: string, productId: string): Promise<ContactView> {
    return this.#for(schoolId, contactId, async (now) => {
      found(await this.products.findOneBy({ id: productId }), 'product');
      await this.access.revokeGrants(contactId, productId, now, null);
    });
  }

  /** Mails a link to choose a new password. Makes the account where there is none. */
  async sendResetLink(schoolId: string, contactId: string): Promise<void> {
    await this.limit.spend(`reset-link:${contactId}`, { attempts: 5, seconds: 900 });
    await this.#for(schoolId, contactId, async (now) => {
      await this.accounts.open(contactId, 'staff');
      await this.events.record({
        type: 'sign_in.link_requested',
        contactId,
        occurredAt: now,
        data: { purpose: 'reset_password' },
      });
    });
  }

  /** Sets a password for a person and signs them out everywhere. */
  async setPassword(staff: SignedInStaff, contactId: string, password: string): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.#for(staff.schoolId, contactId, () => this.memberPasswords.setFor(contactId, passwordHash, staff));
  }

  #for(schoolId: string, contactId: string, work: (now: Date) => Promise<void>): Promise<ContactView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const contact = found(await this.contacts.findOneBy({ id: contactId }), 'person');
      await work(await this.clocks.nowFor(contactId));
      return found((await this.views.of([contact]))[0], 'person');
    });
  }
}
