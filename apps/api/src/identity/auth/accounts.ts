import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, MemberAccount, Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import { Clocks, ContactChanges, EventLog, MarketingConsents, MemberAccounts } from '@perennial/services';
import { Repository } from 'typeorm';

/** What is known of a person who turns up. */
export interface Newcomer {
  /** Lower case. */
  readonly email: string;
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** Contacts and their portal accounts, found or made. All in the open scope. */
@Injectable()
export class Accounts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(MemberAccount) private readonly memberAccounts: Repository<MemberAccount>,
  ) {}

  /** The contact with this address; made when there is none. Two tabs at once get the same one. */
  async contactFor({ email, name = '', timeZone }: Newcomer): Promise<Contact> {
    const known = await this.contacts.findOneBy({ email });
    const meet = () => this.#meet({ email, name, timeZone });
    await (known ? new ContactChanges(this.tenancy, this.events, this.clocks).watch(known.id, meet) : meet());
    return this.contacts.findOneByOrFail({ email });
  }

  /**
   * The contact with this address, for somebody who has only typed it; made when there is none. What is known of a person stays as
   * it is.
   */
  async contactAt({ email, name = '', timeZone }: Newcomer): Promise<Contact> {
    await this.tenancy.em.query(
      'insert into contact (email, name, time_zone) values ($1, $2, $3) on conflict (school_id, email) do nothing',
      [email, name, timeZone ?? null],
    );
    return this.contacts.findOneByOrFail({ email });
  }

  /** Takes over what the buyer typed at the checkout where the contact lacks it, once the address is proven to be theirs. */
  async takeBuyerDetails(contactId: string): Promise<void> {
    // A consent to marketing email that was given at the checkout waited for this proof.
    await new MarketingConsents(this.tenancy, this.events, this.clocks).confirm(contactId);
    await new ContactChanges(this.tenancy, this.events, this.clocks).watch(contactId, () =>
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

  /** Gives a contact a portal account and tells so, once. @returns whether it is new */
  async open(contactId: string, source: EventData<'contact.signed_up'>['source']): Promise<boolean> {
    return new MemberAccounts(this.tenancy, this.events).open(contactId, source, await this.clocks.nowFor(contactId));
  }

  /** Holds the account until the scope ends, so that two ways of getting in are decided one after the other. */
  async lock(contactId: string): Promise<void> {
    await this.tenancy.em.query('select from member_account where contact_id = $1 for update', [contactId]);
  }

  /** The account of a contact, or null. */
  accountOf(contactId: string): Promise<MemberAccount | null> {
    return this.memberAccounts.findOneBy({ contactId });
  }
}
