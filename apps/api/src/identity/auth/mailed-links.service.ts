import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Session, Tenancy } from '@perennial/db';
import { maskedAddress } from '@perennial/domain/addresses';
import { type LinkPurpose, passwordChoiceMinutes, withoutTokens } from '@perennial/domain/identity';
import { Clocks, ContactDirectory, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Browser } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import { type Allowance, type Count, RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { Accounts } from './accounts.js';
import type { LinkCheck, LinkRequest, LinkSignIn, LinkToken } from './auth.schemas.js';
import { MemberAuthService } from './member-auth.service.js';
import { Sessions } from './sessions.js';
import { hashToken, newToken } from './tokens.js';

/** A browser that asks for a link is recognised for as long as any link works. */
const browserSeconds = 24 * 3600;
/** A known address takes longer to answer for than an unknown one; both answer after this long. */
const answerAfterMs = 250;

/** Links to one address, whoever asks; in less time than a link works. */
const mailAllowance: Allowance = { attempts: 8, seconds: 480 };

interface LiveLink {
  readonly id: string;
  readonly contactId: string;
  readonly purpose: LinkPurpose;
  readonly address: string;
  readonly browserHash: string | null;
  readonly next: string | null;
}

/** Links that sign a member in. Opening one uses nothing up: mail scanners open links too, and run the page's scripts. */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly limit: RateLimit,
    private readonly accounts: Accounts,
    private readonly directory: ContactDirectory,
    private readonly sessions: Sessions,
    private readonly members: MemberAuthService,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Session) private readonly sessionRows: Repository<Session>,
  ) {}

  /** Asks for a link by mail. Answers the same, and as fast, whether or not the address is known. */
  async request(schoolId: string, wanted: z.output<typeof LinkRequest>, browser: Browser): Promise<void> {
    await this.limit.spend(`link:${schoolId}:${wanted.email}:${browser.ip}`, { attempts: 5, seconds: 900 });
    await this.limit.spend(`link:${schoolId}:${browser.ip}`, { attempts: 30, seconds: 900 });
    // A second link must not make the first one forget this browser.
    const mark = browser.cookie('perennial_link') ?? newToken();
    browser.setCookie('perennial_link', mark, browserSeconds);
    // Whoever asks from many places can neither fill an inbox nor lock its owner out: links of the last minutes are in it and work.
    const wants = await this.limit.within(`links:${schoolId}:${wanted.email}`, mailAllowance);
    await Promise.all([wants && this.#record(schoolId, wanted, hashToken(mark)), pause(answerAfterMs)]);
  }

  /** Whose link this is, without using it up. */
  check(schoolId: string, { token }: z.output<typeof LinkToken>, browser: Browser): Promise<LinkCheck> {
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
   * Turns a link into a session, once. Links that were mailed earlier end with it. Whoever opens it holds the address:
   * browsers that got in from a payment page are signed out, since anybody may type an address there.
   */
  use(schoolId: string, { token }: z.output<typeof LinkToken>, browser: Browser): Promise<LinkSignIn> {
    return this.#withLink(schoolId, token, browser, async ({ id, contactId, purpose, next }) => {
      const now = this.clocks.wall();
      const used = await this.tenancy.row(
        'update sign_in_token set used_at = $2 where id = $1 and used_at is null returning id',
        [id, now],
      );
      if (!used) throw unusable();
      await this.tenancy.em.query(
        `update sign_in_token set used_at = $2 where contact_id = $1 and used_at is null and purpose <> 'change_email'
            and created_at <= (select created_at from sign_in_token where id = $3)`,
        [contactId, now, id],
      );
      await this.accounts.open(contactId, 'portal');
      const resets = purpose === 'reset_password';
      // Whoever asks for a reset may fear that somebody else is in.
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

  async #record(
    schoolId: string,
    { email, purpose = 'sign_in', next }: z.output<typeof LinkRequest>,
    browserId: string,
  ): Promise<void> {
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

  /** A link that still works, in a scope of its own. @throws {Refusal} where it does not */
  async #withLink<T>(schoolId: string, token: string, browser: Browser, work: (link: LiveLink) => Promise<T>): Promise<T> {
    const counts: Count[] = [[`token:${schoolId}:${browser.ip}`, { attempts: 30, seconds: 900 }]];
    return this.limit.attempt(counts, () => this.#liveLink(schoolId, token, work));
  }

  #liveLink<T>(schoolId: string, token: string, work: (link: LiveLink) => Promise<T>): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () => {
      const link = await this.tenancy.row<LiveLink>(
        `select t.id, t.contact_id as "contactId", t.purpose, c.email as address, t.browser_hash as "browserHash", t.next
           from sign_in_token t join contact c on c.id = t.contact_id
          where t.token_hash = $1 and t.used_at is null and t.expires_at > $2 and t.purpose <> 'change_email'
            and coalesce(t.email, c.email) = c.email`,
        [hashToken(token), this.clocks.wall()],
      );
      if (!link) throw unusable();
      return work(link);
    });
  }

  async #sessionOf(browser: Browser): Promise<Session | null> {
    const token = browser.cookie('perennial_member');
    return token ? this.sessionRows.findOneBy({ tokenHash: hashToken(token), audience: 'member' }) : null;
  }
}

const unusable = (): Refusal =>
  new Refusal('link_unusable', 'This link was already used, has expired or was replaced by a newer one. Request a new one.');
