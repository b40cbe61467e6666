import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MemberAccount, Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import { Clocks, MemberAccounts } from '@perennial/services';
import { Repository } from 'typeorm';

/** Portal accounts of contacts. All in the open scope. */
@Injectable()
export class MemberAccountsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly portalAccounts: MemberAccounts,
    @InjectRepository(MemberAccount) private readonly memberAccounts: Repository<MemberAccount>,
  ) {}

  /** Creates a portal account for a contact and records the event, once. @returns whether it is new */
  async open(contactId: string, source: EventData<'contact.signed_up'>['source']): Promise<boolean> {
    return this.portalAccounts.open(contactId, source, await this.clocks.nowFor(contactId));
  }

  /** Locks the account until the scope ends, so that concurrent sign-ins are decided one after the other. */
  async lock(contactId: string): Promise<void> {
    await this.tenancy.em.query('select from member_account where contact_id = $1 for update', [contactId]);
  }

  /** The account of a contact, or null. */
  accountOf(contactId: string): Promise<MemberAccount | null> {
    return this.memberAccounts.findOneBy({ contactId });
  }
}
