import { Contact, type Tenancy } from '@perennial/db';
import type { ContactChanges } from './contact-changes.js';
import type { MarketingConsents } from './marketing-consents.js';

/** What is known about a new person. */
export interface Newcomer {
  /** Lower case. */
  readonly email: string;
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** Finds or creates contacts by their email address. All in the open scope. */
export class ContactDirectory {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly changes: ContactChanges,
    private readonly consents: MarketingConsents,
  ) {}

  /** The contact with this address, created if there is none. Two concurrent requests get the same contact. */
  async contactFor({ email, name = '', timeZone }: Newcomer): Promise<Contact> {
    const known = await this.tenancy.repo(Contact).findOneBy({ email });
    const meet = () => this.#meet({ email, name, timeZone });
    await (known ? this.changes.watch(known.id, meet) : meet());
    return this.tenancy.repo(Contact).findOneByOrFail({ email });
  }

  /** The contact with an unconfirmed address, created if there is none. Does not change existing data. */
  async contactAt({ email, name = '', timeZone }: Newcomer): Promise<Contact> {
    await this.tenancy.em.query(
      'insert into contact (email, name, time_zone) values ($1, $2, $3) on conflict (school_id, email) do nothing',
      [email, name, timeZone ?? null],
    );
    return this.tenancy.repo(Contact).findOneByOrFail({ email });
  }

  /** Copies what the buyer entered at the checkout to the contact, if the contact has no value and the address is confirmed. */
  async takeBuyerDetails(contactId: string): Promise<void> {
    // A consent from the checkout takes effect with this confirmation.
    await this.consents.confirm(contactId);
    await this.changes.watch(contactId, () =>
      this.tenancy.em.query(
        `update contact set name = case when contact.name = '' then coalesce(bought.buyer_name, '') else contact.name end,
                time_zone = coalesce(contact.time_zone, bought.buyer_time_zone)
           from (select buyer_name, buyer_time_zone from membership where contact_id = $1 and state not in ('pending', 'abandoned')
                  order by id desc limit 1) bought
          where contact.id = $1 and (contact.name = '' or contact.time_zone is null)`,
        [contactId],
      ),
    );
  }

  async #meet({ email, name, timeZone }: Newcomer): Promise<void> {
    await this.tenancy.em.query(
      `insert into contact (email, name, time_zone) values ($1, $2, $3) on conflict (school_id, email) do update
         set name = case when contact.name = '' then excluded.name else contact.name end,
             time_zone = coalesce(contact.time_zone, excluded.time_zone)`,
      [email, name, timeZone ?? null],
    );
  }
}
