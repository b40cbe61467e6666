import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, MemberAccount, Tenancy } from '@perennial/db';
import { type EventData } from '@perennial/domain/events';
import { consentWording } from '@perennial/domain/identity';
import { Clocks, ContactChanges, EventLog, MarketingConsents } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Browser } from '../../platform/http/browser.js';
import { accountByAddress } from './auth.queries.js';
import type { Credentials, MemberMe, MemberProfile, NewsChoice } from './auth.schemas.js';
import type { SignedInMember } from './member.guard.js';
import { MemberViews } from './member-views.js';
import type { OpenedSession, SessionTerms } from './sessions.js';
import { SignIns } from './sign-ins.js';

@Injectable()
export class MemberAuthService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly signIns: SignIns,
    private readonly views: MemberViews,
    private readonly consents: MarketingConsents,
    private readonly changes: ContactChanges,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(MemberAccount) private readonly memberAccounts: Repository<MemberAccount>,
  ) {}

  async signIn(schoolId: string, { email, password }: Credentials, browser: Browser): Promise<MemberMe> {
    const advice = 'Try again, or ask for a sign-in link.';
    const account = await this.signIns.prove(`member:${schoolId}:${email}`, password, browser, advice, () =>
      this.tenancy.withSchool(schoolId, () => this.tenancy.rowOf(accountByAddress, email)),
    );
    return this.tenancy.withSchool(schoolId, () => this.admit(account.contactId, 'password', browser));
  }

  /** Opens a session for a member in the open scope and records that they logged in. */
  async admit(
    contactId: string,
    method: EventData<'contact.logged_in'>['method'],
    browser: Browser,
    terms: SessionTerms = {},
  ): Promise<MemberMe> {
    const { id } = await this.#openSession(contactId, browser, terms);
    await this.events.record({
      type: 'contact.logged_in',
      contactId,
      occurredAt: await this.clocks.nowFor(contactId),
      data: { method },
    });
    return this.views.of(id);
  }

  /**
   * Signs in the browser that returns from a purchase, in the open scope. No secret was entered, so no sign-in is recorded, and
   * the session gives access to the purchase but not to personal data until an emailed link is opened.
   */
  async admitBuyer(contactId: string, browser: Browser): Promise<void> {
    await this.#openSession(contactId, browser, { proven: false });
  }

  async #openSession(contactId: string, browser: Browser, terms: SessionTerms): Promise<OpenedSession> {
    const session = await this.signIns.open('member', contactId, browser, terms);
    await this.memberAccounts.update({ contactId }, { lastLoginAt: this.clocks.wall() });
    return session;
  }

  me({ schoolId, sessionId }: SignedInMember): Promise<MemberMe> {
    return this.tenancy.withSchool(schoolId, () => this.views.of(sessionId));
  }

  async updateProfile(member: SignedInMember, profile: MemberProfile): Promise<MemberMe> {
    return this.tenancy.withSchool(member.schoolId, async () => {
      await this.changes.watch(member.contactId, () => this.contacts.update({ id: member.contactId }, profile));
      return this.views.of(member.sessionId);
    });
  }

  /** Subscribes the member to marketing email, or unsubscribes them. */
  chooseNews(member: SignedInMember, { subscribed }: NewsChoice): Promise<MemberMe> {
    return this.tenancy.withSchool(member.schoolId, async () => {
      const change = { source: 'account', wording: subscribed ? consentWording.version : null } as const;
      await (subscribed ? this.consents.give(member.contactId, change) : this.consents.withdraw(member.contactId, change));
      return this.views.of(member.sessionId);
    });
  }
}
