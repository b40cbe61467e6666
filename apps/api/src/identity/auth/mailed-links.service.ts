import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Session, Tenancy } from '@perennial/db';
import { maskedAddress } from '@perennial/domain/addresses';
import { passwordChoiceMinutes, withoutTokens } from '@perennial/domain/identity';
import { Clocks, ContactDirectory, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Browser } from '../../platform/http/browser.js';
import { hashToken, newToken } from '../../platform/http/tokens.js';
import { type Allowance, type Count, RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { type LiveLink, linkByToken, useEarlierLinks, useLink } from './auth.queries.js';
import type { LinkCheck, LinkRequest, LinkSignIn, LinkToken } from './auth.schemas.js';
import { inFixedTime, linkAllowances, unusableLink } from './link-requests.js';
import { MemberAccountsService } from './member-accounts.service.js';
import { MemberAuthService } from './member-auth.service.js';
import { Sessions } from './sessions.js';

/** How long the API recognises a browser that requested a link: as long as any link is valid. */
const browserSeconds = 24 * 3600;

/** Links per address from all callers, in less time than a link is valid. */
const mailAllowance: Allowance = { attempts: 8, seconds: 480 };

/** Links that sign a member in. Opening one uses nothing up: mail scanners open links too, and run the page's scripts. */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly limiter: RateLimiter,
    private readonly accounts: MemberAccountsService,
    private readonly directory: ContactDirectory,
    private readonly sessions: Sessions,
    private readonly members: MemberAuthService,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Session) private readonly sessionRows: Repository<Session>,
  ) {}

  /** Requests an emailed link. The response and its time are the same whether or not the address is known. */
  async request(schoolId: string, wanted: LinkRequest, browser: Browser): Promise<void> {
    await this.limiter.spend(`link:${schoolId}:${wanted.email}:${browser.ip}`, linkAllowances.address);
    await this.limiter.spend(`link:${schoolId}:${browser.ip}`, linkAllowances.caller);
    // Keeps an existing cookie, so that an earlier link still recognises this browser.
    const mark = browser.cookie('perennial_link') ?? newToken();
    browser.setCookie('perennial_link', mark, browserSeconds);
    // Requests from many callers can neither fill an inbox nor lock its owner out, because recent links in it stay valid.
    const wants = await this.limiter.within(`links:${schoolId}:${wanted.email}`, mailAllowance);
    await inFixedTime(wants && this.#record(schoolId, wanted, hashToken(mark)));
  }

  /** Whose link this is, without using it up. */
  check(schoolId: string, { token }: LinkToken, browser: Browser): Promise<LinkCheck> {
    return this.#withLink(schoolId, token, browser, async (link) => {
      const session = await this.#sessionOf(browser);
      const asked = browser.cookie('perennial_link');
      return {
        address: maskedAddress(link.address),
        purpose: link.purpose,
        sameBrowser: session?.subjectId === link.contactId || (asked !== null && hashToken(asked) === link.browserHash),
      };
    });
  }

  /**
   * Exchanges a link for a session, once. Earlier links become invalid. Opening the link confirms the address, so unconfirmed
   * sessions of other browsers from a payment page end, because anyone can type an address there.
   */
  use(schoolId: string, { token }: LinkToken, browser: Browser): Promise<LinkSignIn> {
    return this.#withLink(schoolId, token, browser, async ({ id, contactId, purpose, next }) => {
      const now = this.clocks.wall();
      const used = await this.tenancy.rowOf(useLink, id, now);
      if (!used) throw unusableLink('newer one');
      await this.tenancy.rowsOf(useEarlierLinks, contactId, now, id);
      await this.accounts.open(contactId, 'portal');
      const resets = purpose === 'reset_password';
      // A person who requests a reset may fear that someone else is signed in.
      if (resets) await this.sessions.closeOthers(contactId, null);
      await this.accounts.lock(contactId);
      await this.directory.takeBuyerDetails(contactId);
      const browsersSignedOut = await this.sessions.closeUnproven(contactId, browser.cookie('perennial_member'));
      const me = await this.members.admit(contactId, 'magic_link', browser, {
        passwordChoiceUntil: resets ? new Date(now.getTime() + passwordChoiceMinutes * 60_000) : null,
      });
      return { ...me, browsersSignedOut, next: resets ? '/new-password' : (next ?? '/') };
    });
  }

  async #record(schoolId: string, { email, purpose = 'sign_in', next }: LinkRequest, browserId: string): Promise<void> {
    await this.tenancy.withSchool(schoolId, async () => {
      const contact = await this.contacts.findOneBy({ email });
      if (!contact || !(await this.accounts.accountOf(contact.id))) return;
      const page = next ? withoutTokens(next) : null;
      await this.events.record({
        type: 'sign_in.link_requested',
        contactId: contact.id,
        occurredAt: await this.clocks.nowFor(contact.id),
        data: { purpose, browserId, ...(page && page !== '/' && { next: page }) },
      });
    });
  }

  /** A valid link, in its own scope. @throws {Refusal} if it is not valid */
  async #withLink<T>(schoolId: string, token: string, browser: Browser, work: (link: LiveLink) => Promise<T>): Promise<T> {
    const counts: Count[] = [[`token:${schoolId}:${browser.ip}`, linkAllowances.opened]];
    return this.limiter.attempt(counts, () => this.#liveLink(schoolId, token, work));
  }

  #liveLink<T>(schoolId: string, token: string, work: (link: LiveLink) => Promise<T>): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () => {
      const link = await this.tenancy.rowOf(linkByToken, hashToken(token), this.clocks.wall());
      if (!link) throw unusableLink('newer one');
      return work(link);
    });
  }

  async #sessionOf(browser: Browser): Promise<Session | null> {
    const token = browser.cookie('perennial_member');
    return token ? this.sessionRows.findOneBy({ tokenHash: hashToken(token), audience: 'member' }) : null;
  }
}
