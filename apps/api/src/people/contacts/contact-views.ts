import { Injectable } from '@nestjs/common';
import { type Contact, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
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
    const tags = await this.tenancy.rows<{ contactId: string; tag: string }>(
      'select contact_id as "contactId", tag from contact_tag where contact_id = any($1::uuid[]) order by tag',
      [ids],
    );
    const accounts = await this.tenancy.rows<{ contactId: string; lastLoginAt: Date | null }>(
      'select contact_id as "contactId", last_login_at as "lastLoginAt" from member_account where contact_id = any($1::uuid[])',
      [ids],
    );
    const access = await this.tenancy.rows<{ contactId: string; productId: string; title: string; endsAt: Date | null }>(
      `select e.contact_id as "contactId", e.product_id as "productId", p.title,
              case when bool_or(e.ends_at is null) then null else max(e.ends_at) end as "endsAt"
         from entitlement e join product p on p.id = e.product_id join contact c on c.id = e.contact_id
         left join clock k on k.id = c.clock_id
        where e.contact_id = any($1::uuid[]) and e.revoked_at is null and e.starts_at <= coalesce(k.now, $2)
          and (e.ends_at is null or e.ends_at > coalesce(k.now, $2))
        group by 1, 2, 3 order by 3`,
      [ids, this.clocks.wall()],
    );
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
