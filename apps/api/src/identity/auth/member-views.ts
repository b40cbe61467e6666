import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, MemberAccount, School, Session, Tenancy } from '@perennial/db';
import { withholds } from '@perennial/domain/identity';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import type { MemberMe } from './auth.schemas.js';

/** What the portal shows a member of themselves. */
@Injectable()
export class MemberViews {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(MemberAccount) private readonly memberAccounts: Repository<MemberAccount>,
    @InjectRepository(School) private readonly schools: Repository<School>,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
  ) {}

  /** The member of a session, in the open scope. */
  async of(sessionId: string): Promise<MemberMe> {
    const session = found(await this.sessions.findOneBy({ id: sessionId, audience: 'member' }), 'session');
    const contact = found(await this.contacts.findOneBy({ id: session.subjectId }), 'account');
    const school = await this.schools.findOneByOrFail({ id: this.tenancy.schoolId });
    const account = await this.memberAccounts.findOneBy({ contactId: contact.id });
    const { clockId, now } = await this.clocks.of(contact.id);
    const wall = this.clocks.wall();
    return {
      contact: {
        id: contact.id,
        // The school may have known the person, and their name, long before somebody typed this address.
        name: session.proven ? contact.name : '',
        email: contact.email,
        timeZone: contact.timeZone ?? school.timeZone,
      },
      hasPassword: Boolean(account?.passwordHash),
      mayChoosePassword: session.passwordChoiceUntil !== null && session.passwordChoiceUntil > wall,
      subscribedToNews: session.proven && withholds(contact) === null,
      addressProven: session.proven,
      aheadMs: clockId === null ? 0 : now.getTime() - wall.getTime(),
    };
  }
}
