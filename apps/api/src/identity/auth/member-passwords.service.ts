import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MemberAccount, Session, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Browser } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { MemberPassword } from './auth.schemas.js';
import { Credentials } from './credentials.js';
import type { SignedInMember } from './member.guard.js';
import { MemberAccountsService } from './member-accounts.service.js';
import { Passwords } from './passwords.js';
import { SignIns } from './sign-ins.js';

/** Passwords of members. */
@Injectable()
export class MemberPasswords {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly accounts: MemberAccountsService,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
    private readonly signIns: SignIns,
    @InjectRepository(MemberAccount) private readonly memberAccounts: Repository<MemberAccount>,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
  ) {}

  /**
   * Sets a password. That takes the current one, unless there is none or this session came from a reset link a short time
   * ago, which works once. Every other browser is signed out, every mailed link ends, and this browser gets a new cookie.
   */
  async set(member: SignedInMember, { password, current }: MemberPassword, browser: Browser): Promise<void> {
    const { chosen, stored } = await this.tenancy.withSchool(member.schoolId, async () => ({
      chosen: await this.#mayChoose(member),
      stored: (await this.accounts.accountOf(member.contactId))?.passwordHash ?? null,
    }));
    if (stored && !chosen) await this.assertCurrent(member.contactId, stored, current);
    const passwordHash = await this.passwords.hash(password);
    await this.tenancy.withSchool(member.schoolId, async () => {
      await this.accounts.open(member.contactId, 'portal');
      await this.accounts.lock(member.contactId);
      // With two concurrent requests, the second finds that the permission is used up, or that the password has changed.
      const unchanged = (await this.accounts.accountOf(member.contactId))?.passwordHash === stored;
      if (!unchanged || (chosen && !(await this.#mayChoose(member))))
        throw new Refusal('not_possible_now', 'The password was changed a moment ago. Sign in with the new one.');
      await this.#store(member.contactId, passwordHash, { by: 'member' });
      await this.signIns.open('member', member.contactId, browser);
    });
  }

  /** Sets a password on behalf of a member, in the open scope, and signs them out everywhere. */
  async setFor(contactId: string, passwordHash: string, staff: { readonly id: string; readonly name: string }): Promise<void> {
    await this.accounts.open(contactId, 'staff');
    await this.#store(contactId, passwordHash, { by: 'staff', staffId: staff.id, staffName: staff.name });
  }

  /** @throws {Refusal} unless `current` is the member's password */
  async assertCurrent(contactId: string, stored: string, current: string | undefined): Promise<void> {
    await this.signIns.assertCurrent(`password:${contactId}`, current ?? '', stored);
  }

  async #store(
    contactId: string,
    passwordHash: string,
    who: { by: 'member' } | { by: 'staff'; staffId: string; staffName: string },
  ): Promise<void> {
    await this.memberAccounts.update({ contactId }, { passwordHash });
    await this.credentials.revokeMember(contactId);
    await this.events.record({
      type: 'contact.password_changed',
      contactId,
      occurredAt: await this.clocks.nowFor(contactId),
      data: who,
    });
  }

  async #mayChoose({ sessionId }: SignedInMember): Promise<boolean> {
    const session = await this.sessions.findOneBy({ id: sessionId });
    return Boolean(session?.passwordChoiceUntil && session.passwordChoiceUntil > this.clocks.wall());
  }
}
