import { Injectable } from '@nestjs/common';
import type { Audience } from '@perennial/db';
import type { Browser } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import {
  accountAllowance,
  type Count,
  callerAllowance,
  passwordAllowance,
  RateLimiter,
} from '../../platform/rate-limits/rate-limiter.js';
import { KnownDevices } from './known-devices.js';
import { Passwords } from './passwords.js';
import { type OpenedSession, Sessions, type SessionTerms, sessionSeconds, unprovenSeconds } from './sessions.js';

const cookies = { staff: 'perennial_staff', member: 'perennial_member' } as const;

/** Signing in and out, for staff and for members. */
@Injectable()
export class SignIns {
  constructor(
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly limiter: RateLimiter,
    private readonly devices: KnownDevices,
  ) {}

  /**
   * Returns the account from `find` if the password matches. Wrong passwords are counted per account and caller, per caller, and
   * per account; browsers in which the account has signed in are counted separately. An unknown address takes as long and gets
   * the same message.
   * @param name of the surface and the address, for the count
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
    await this.limiter.spend(own, passwordAllowance);
    const proven = await this.limiter.attempt(counts, async () => {
      const holder = await find();
      const fits = await this.passwords.fits(password, holder?.passwordHash ?? null);
      if (!holder || !fits) throw new Refusal('wrong_credentials', `Wrong email or password. ${advice}`);
      return holder;
    });
    await this.limiter.forgive(own);
    this.devices.remember(name, browser);
    return proven;
  }

  /**
   * @param name counts wrong passwords of an account that is signed in
   * @throws {Refusal} unless `password` is its current password
   */
  async assertCurrent(name: string, password: string, stored: string): Promise<void> {
    await this.limiter.spend(name, passwordAllowance);
    if (!(await this.passwords.fits(password, stored)))
      throw new Refusal('wrong_credentials', 'The current password is wrong.', { field: 'current' });
  }

  /** Signs a browser in, in the open scope, under a new cookie. The session it had before ends. */
  async open(audience: Audience, subjectId: string, browser: Browser, terms: SessionTerms = {}): Promise<OpenedSession> {
    const opened = await this.sessions.open(audience, subjectId, browser.cookie(cookies[audience]), terms);
    browser.setCookie(cookies[audience], opened.token, terms.proven === false ? unprovenSeconds : sessionSeconds);
    return opened;
  }

  /** Signs a browser out. Does nothing if it is not signed in. */
  async end(audience: Audience, browser: Browser): Promise<void> {
    await this.sessions.close(browser.cookie(cookies[audience]), audience);
    browser.clearCookie(cookies[audience]);
  }
}
