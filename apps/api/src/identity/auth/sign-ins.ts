import { Injectable } from '@nestjs/common';
import type { Audience } from '@perennial/db';
import type { Browser } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import {
  accountAllowance,
  type Count,
  callerAllowance,
  passwordAllowance,
  RateLimit,
} from '../../platform/rate-limits/rate-limit.js';
import { KnownDevices } from './known-devices.js';
import { Passwords } from './passwords.js';
import { type OpenedSession, Sessions, type SessionTerms, sessionSeconds, unprovenSeconds } from './sessions.js';

const cookies = { staff: 'perennial_staff', member: 'perennial_member' } as const;

/** What signing in and out is, for staff and for members alike. */
@Injectable()
export class SignIns {
  constructor(
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly limit: RateLimit,
    private readonly devices: KnownDevices,
  ) {}

  /**
   * Whoever `find` finds, if the password is theirs. Wrong passwords count per account and caller, per caller, and per account;
   * browsers that the account has signed in with have a count of their own. An address that nobody has takes as long and gets
   * the same words.
   * @param name of the door and the address, for the count
   * @param advice what to do when the two do not fit
   */
  async prove<H extends { readonly passwordHash: string | null }>(
    name: string,
    password: string,
    browser: Browser,
    advice: string,
    find: () => Promise<H | null | undefined>,
  ): Promise<H> {
    const own = `${name}:${browser.ip}`;
    const device = this.devices.idOf(name, browser);
    const counts: Count[] = [
      [`passwords:${browser.ip}`, callerAllowance],
      [device ? `${name}:device:${device}` : name, accountAllowance],
    ];
    await this.limit.spend(own, passwordAllowance);
    const proven = await this.limit.attempt(counts, async () => {
      const holder = await find();
      const fits = await this.passwords.fits(password, holder?.passwordHash ?? null);
      if (!holder || !fits) throw new Refusal('wrong_credentials', `Wrong email or password. ${advice}`);
      return holder;
    });
    await this.limit.forgive(own);
    this.devices.remember(name, browser);
    return proven;
  }

  /** Signs a browser in, in the open scope, under a new cookie. The session it had before ends. */
  async open(audience: Audience, subjectId: string, browser: Browser, terms: SessionTerms = {}): Promise<OpenedSession> {
    const opened = await this.sessions.open(audience, subjectId, browser.cookie(cookies[audience]), terms);
    browser.setCookie(cookies[audience], opened.token, terms.proven === false ? unprovenSeconds : sessionSeconds);
    return opened;
  }

  /** Signs a browser out; one that is not signed in stays so. */
  async end(audience: Audience, browser: Browser): Promise<void> {
    await this.sessions.close(browser.cookie(cookies[audience]), audience);
    browser.clearCookie(cookies[audience]);
  }
}
