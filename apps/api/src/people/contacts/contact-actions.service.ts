import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Product, Tenancy } from '@perennial/db';
import { GrantInput } from '@perennial/domain/people';
import { AccessService, Clocks, ContactTags, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import { MemberAccountsService } from '../../identity/auth/member-accounts.service.js';
import { MemberPasswords } from '../../identity/auth/member-passwords.service.js';
import { Passwords } from '../../identity/auth/passwords.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { assertMemberPage } from '../../learning/products/member-page.js';
import { found } from '../../platform/http/refusal.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { ContactViews } from './contact-views.js';
import type { ContactView } from './contacts.schemas.js';

const dayMs = 86_400_000;

/** Actions of staff for one person. */
@Injectable()
export class ContactActionsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly access: AccessService,
    private readonly tags: ContactTags,
    private readonly accounts: MemberAccountsService,
    private readonly memberPasswords: MemberPasswords,
    private readonly passwords: Passwords,
    private readonly views: ContactViews,
    private readonly limiter: RateLimiter,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  /** Adds the tag with this name, which is created if there is none. */
  addTag(schoolId: string, contactId: string, name: string): Promise<ContactView> {
    return this.#for(schoolId, contactId, async (now) => {
      const tagId = (await this.tags.named([name])).get(name);
      if (tagId) await this.tags.add([{ contactId, tagId, occurredAt: now }]);
    });
  }

  removeTag(schoolId: string, contactId: string, name: string): Promise<ContactView> {
    return this.#for(schoolId, contactId, async (now) => {
      const tagId = (await this.tags.referredTo([name])).get(name);
      if (tagId) await this.tags.remove([{ contactId, tagId, occurredAt: now }]);
    });
  }

  /** Gives a person access to a product, for some days or permanently. */
  grant(staff: SignedInStaff, contactId: string, { productId, days }: GrantInput): Promise<ContactView> {
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

  /** Revokes every grant of a product. Access through a membership is kept. */
  revokeGrants(schoolId: string, contactId: string, productId: string): Promise<ContactView> {
    return this.#for(schoolId, contactId, async (now) => {
      found(await this.products.findOneBy({ id: productId }), 'product');
      await this.access.revokeGrants(contactId, productId, now, null);
    });
  }

  /** Emails a link to choose a new password. Creates the account if there is none. */
  async sendResetLink(schoolId: string, contactId: string): Promise<void> {
    await this.limiter.spend(`reset-link:${contactId}`, { attempts: 5, seconds: 900 });
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
