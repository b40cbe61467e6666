import { Injectable } from '@nestjs/common';
import { type Contact, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { accessOf, accountsOf, tagsOf } from './contact-views.queries.js';
import type { ContactView } from './contacts.schemas.js';

/** What the API shows of contacts, in a fixed number of statements. In the open scope. */
@Injectable()
export class ContactViews {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
  ) {}

  async of(contacts: readonly Contact[]): Promise<ContactView[]> {
    const ids = contacts.map((contact) => contact.id);
    const tags = await this.tenancy.rowsOf(tagsOf, ids);
    const accounts = await this.tenancy.rowsOf(accountsOf, ids);
    const access = await this.tenancy.rowsOf(accessOf, ids, this.clocks.wall());
    return contacts.map((contact) => {
      const account = accounts.find((row) => row.contactId === contact.id);
      return {
        id: contact.id,
        email: contact.email,
        name: contact.name,
        timeZone: contact.timeZone,
        tags: tags.filter((row) => row.contactId === contact.id).map((row) => row.tag),
        hasAccount: account !== undefined,
        lastLoginAt: isoOrNull(account?.lastLoginAt),
        marketingConsentAt: isoOrNull(contact.marketingConsentAt),
        unsubscribedAt: isoOrNull(contact.unsubscribedAt),
        clockId: contact.clockId,
        createdAt: iso(contact.createdAt),
        access: access
          .filter((row) => row.contactId === contact.id)
          .map(({ productId, title, endsAt }) => ({ productId, title, endsAt: isoOrNull(endsAt) })),
      };
    });
  }
}
