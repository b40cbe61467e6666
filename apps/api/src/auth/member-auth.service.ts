import { Injectable } from '@nestjs/common';
import { Clocks, Contact, EventLog, MemberAccount, Moves, School, Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain';
import type { z } from 'zod';
import type { Browser } from '../http/browser.js';
import { found, Refusal } from '../http/refusal.js';
import { Accounts } from './accounts.js';
import type { Credentials, LinkRequest, LinkSignIn, LinkToken, MemberMe, MemberPassword, MemberProfile } from './auth.schemas.js';
import type { SignedInMember } from './member.guard.js';
import { Passwords } from './passwords.js';
import { passwordAllowance, RateLimit } from './rate-limit.js';
import { Sessions } from './sessions.js';
import { SignIns } from './sign-ins.js';
import { hashToken } from './tokens.js';

@Injectable()
export class MemberAuthService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly sessions: Sessions,
    private readonly signIns: SignIns,
    private readonly passwords: Passwords,
    private readonly limit: RateLimit,
    private readonly accounts: Accounts,
  ) {}

  async signIn(schoolId: string, { email, password }: z.output<typeof Credentials>, browser: Browser): Promise<MemberMe> {
    const advice = 'Try again, or ask for a sign-in link.';
    const account = await this.signIns.prove(`member:${schoolId}:${email}`, password, browser, advice, () =>
      this.tenancy.withSchool(schoolId, () =>
        this.tenancy.row<{ contactId: string; passwordHash: string | null }>(
          `select a.contact_id as "contactId", a.password_hash as "passwordHash"
             from member_account a join contact c on c.id = a.contact_id where c.email = $1`,
          [email],
        ),
      ),
    );
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#admit(account.contactId, 'password', browser);
      return this.#me(account.contactId, true);
    });
  }

  /** Asks for a link by mail. Says the same whether or not the address is known; the token is made where the mail is sent. */
  async requestLink(schoolId: string, { email }: z.output<typeof LinkRequest>, browser: Browser): Promise<void> {
    await this.limit.spend(`link:${schoolId}:${email}`, { attempts: 5, seconds: 900 });
    await this.limit.spend(`link:${schoolId}:${browser.ip}`, { attempts: 30, seconds: 900 });
    await this.tenancy.withSchool(schoolId, async () => {
      const contact = await this.tenancy.repo(Contact).findOneBy({ email });
      if (!contact || !(await this.accounts.accountOf(contact.id))) return;
      await this.events.record({
        type: 'sign_in.link_requested',
        contactId: contact.id,
        occurredAt: await this.clocks.nowFor(contact.id),
        data: { purpose: 'sign_in' },
      });
    });
  }

  /**
   * Turns the token of a link into a session, once. Whoever opens it holds the address: browsers that got in from a payment
   * page are signed out, since anybody may type an address there.
   */
  async consumeToken(schoolId: string, { token }: z.output<typeof LinkToken>, browser: Browser): Promise<LinkSignIn> {
    await this.limit.spend(`token:${schoolId}:${browser.ip}`, { attempts: 30, seconds: 900 });
    return this.tenancy.withSchool(schoolId, async () => {
      const now = this.clocks.wall();
      const used = await this.tenancy.row<{ contactId: string; purpose: string }>(
        `update sign_in_token set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
         returning contact_id as "contactId", purpose`,
        [hashToken(token), now],
      );
      if (!used) throw new Refusal('link_unusable', 'This link was used before or is too old. Ask for a new one.');
      await this.accounts.open(used.contactId, 'portal');
      // Whoever holds a reset link proves the address: earlier sessions are not trusted any more.
      if (used.purpose === 'reset_password') await this.sessions.closeOthers(used.contactId, null);
      await this.accounts.lock(used.contactId);
      await this.accounts.takeBuyerDetails(used.contactId);
      const browsersSignedOut = await this.sessions.closeUnproven(used.contactId, browser.cookie('perennial_member'));
      await this.#admit(used.contactId, 'magic_link', browser);
      return { ...(await this.#me(used.contactId, true)), browsersSignedOut };
    });
  }

  signOut(browser: Browser): Promise<void> {
    return this.signIns.end('member', browser);
  }

  /** Opens a session for a member in the open scope and tells that they logged in. */
  async #admit(contactId: string, method: EventData<'contact.logged_in'>['method'], browser: Browser): Promise<void> {
    await this.#openSession(contactId, browser, true);
    await this.events.record({
      type: 'contact.logged_in',
      contactId,
      occurredAt: await this.clocks.nowFor(contactId),
      data: { method },
    });
  }

  /**
   * Signs in the browser that a purchase comes back to, in the open scope. Nobody typed a secret, so there is no log-in to
   * tell, and the session shows what was bought and nothing about the person until a mailed link is opened.
   */
  admitBuyer(contactId: string, browser: Browser): Promise<void> {
    return this.#openSession(contactId, browser, false);
  }

  async #openSession(contactId: string, browser: Browser, proven: boolean): Promise<void> {
    await this.signIns.open('member', contactId, browser, proven);
    await this.tenancy.repo(MemberAccount).update({ contactId }, { lastLoginAt: this.clocks.wall() });
  }

  me({ schoolId, contactId, proven }: SignedInMember): Promise<MemberMe> {
    return this.tenancy.withSchool(schoolId, () => this.#me(contactId, proven));
  }

  async updateProfile(member: SignedInMember, profile: z.output<typeof MemberProfile>): Promise<MemberMe> {
    return this.tenancy.withSchool(member.schoolId, async () => {
      await new Moves(this.tenancy, this.events, this.clocks).watch(member.contactId, () =>
        this.tenancy.repo(Contact).update({ id: member.contactId }, profile),
      );
      return this.#me(member.contactId, member.proven);
    });
  }

  /** Sets a password. Changing one takes the current one, and signs every other browser out. */
  async setPassword(member: SignedInMember, body: z.output<typeof MemberPassword>, browser: Browser): Promise<void> {
    const account = await this.tenancy.withSchool(member.schoolId, () => this.accounts.accountOf(member.contactId));
    if (account?.passwordHash) {
      await this.limit.spend(`password:${member.contactId}`, passwordAllowance);
      if (!(await this.passwords.fits(body.current ?? '', account.passwordHash)))
        throw new Refusal('wrong_credentials', 'The current password is not right.', { field: 'current' });
    }
    const passwordHash = await this.passwords.hash(body.password);
    await this.tenancy.withSchool(member.schoolId, async () => {
      await this.accounts.open(member.contactId, 'portal');
      await this.tenancy.repo(MemberAccount).update({ contactId: member.contactId }, { passwordHash });
      await this.sessions.closeOthers(member.contactId, browser.cookie('perennial_member'));
    });
  }

  async #me(contactId: string, addressProven: boolean): Promise<MemberMe> {
    const contact = found(await this.tenancy.repo(Contact).findOneBy({ id: contactId }), 'account');
    const school = await this.tenancy.repo(School).findOneByOrFail({ id: this.tenancy.schoolId });
    const account = await this.accounts.accountOf(contactId);
    const { clockId, now } = await this.clocks.of(contactId);
    return {
      contact: {
        id: contact.id,
        // The school may have known the person, and their name, long before somebody typed this address.
        name: addressProven ? contact.name : '',
        email: contact.email,
        timeZone: contact.timeZone ?? school.timeZone,
      },
      hasPassword: Boolean(account?.passwordHash),
      addressProven,
      aheadMs: clockId === null ? 0 : now.getTime() - this.clocks.wall().getTime(),
    };
  }
}
