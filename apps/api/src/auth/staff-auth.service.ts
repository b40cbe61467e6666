import { Injectable } from '@nestjs/common';
import { Staff, Tenancy } from '@perennial/db';
import type { z } from 'zod';
import { Lookups } from '../database/lookups.js';
import type { Browser } from '../http/browser.js';
import { Refusal } from '../http/refusal.js';
import type { Credentials, Me } from './auth.schemas.js';
import { MeService } from './me.service.js';
import { Passwords } from './passwords.js';
import { RateLimit } from './rate-limit.js';
import { Sessions, sessionSeconds } from './sessions.js';

/** Attempts per address and ip before a pause. */
export const signInAllowance = { attempts: 10, seconds: 900 } as const;

@Injectable()
export class StaffAuthService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookups: Lookups,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly limit: RateLimit,
    private readonly meService: MeService,
  ) {}

  /** Signs in with address and password; the address alone says which school. */
  async signIn({ email, password }: z.output<typeof Credentials>, browser: Browser): Promise<Me> {
    const key = `staff:${email}:${browser.ip}`;
    await this.limit.spend(key, signInAllowance);
    const place = await this.lookups.staffByEmail(email);
    const staff =
      place && (await this.tenancy.withSchool(place.schoolId, () => this.tenancy.repo(Staff).findOneBy({ id: place.id })));
    const fits = await this.passwords.fits(password, staff?.passwordHash ?? null);
    if (!staff || !fits)
      throw new Refusal('wrong_credentials', 'That address and password do not belong together. Check both and try again.');
    await this.limit.forgive(key);
    const token = await this.tenancy.withSchool(staff.schoolId, () => this.sessions.open('staff', staff.id));
    browser.setCookie('perennial_staff', token, sessionSeconds);
    return this.meService.me(staff);
  }

  async signOut(browser: Browser): Promise<void> {
    await this.sessions.close(browser.cookie('perennial_staff'), 'staff');
    browser.clearCookie('perennial_staff');
  }
}
