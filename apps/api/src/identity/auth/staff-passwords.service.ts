import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Staff, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { Lookups } from '../../platform/database/lookups.js';
import type { Browser } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import { passwordAllowance, RateLimit } from '../../platform/rate-limits/rate-limit.js';
import type { Me, PasswordReset, StaffLinkRequest, StaffPassword } from './auth.schemas.js';
import { Credentials } from './credentials.js';
import { MeService } from './me.service.js';
import { Passwords } from './passwords.js';
import { SignIns } from './sign-ins.js';
import type { SignedInStaff } from './staff.guard.js';
import { hashToken } from './tokens.js';

/** A known address takes longer to answer for than an unknown one; both answer after this long. */
const answerAfterMs = 250;

/** Passwords of staff: changed with the current one, or replaced by a mailed link. */
@Injectable()
export class StaffPasswords {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly lookups: Lookups,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
    private readonly limit: RateLimit,
    private readonly signIns: SignIns,
    private readonly meService: MeService,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  /** Asks for a link by mail. Answers the same, and as fast, whether or not the address is known. */
  async requestLink({ email }: z.output<typeof StaffLinkRequest>, browser: Browser): Promise<void> {
    await this.limit.spend(`staff-link:${email}`, { attempts: 5, seconds: 900 });
    await this.limit.spend(`staff-link:${browser.ip}`, { attempts: 30, seconds: 900 });
    await Promise.all([this.#record(email), pause(answerAfterMs)]);
  }

  /** Sets a new password with the token of a mailed link, once, and signs this browser in. All other sessions and links end. */
  async reset({ token, password }: z.output<typeof PasswordReset>, browser: Browser): Promise<Me> {
    await this.limit.spend(`staff-token:${browser.ip}`, { attempts: 30, seconds: 900 });
    const place = await this.lookups.staffTokenByHash(hashToken(token));
    if (!place) throw unusable();
    const passwordHash = await this.passwords.hash(password);
    return this.tenancy.withSchool(place.schoolId, async () => {
      const used = await this.tenancy.row<{ staffId: string }>(
        `update staff_token set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning staff_id as "staffId"`,
        [place.id, this.clocks.wall()],
      );
      const staff = used && (await this.staffMembers.findOneBy({ id: used.staffId }));
      if (!staff) throw unusable();
      await this.#store(staff.id, passwordHash, browser);
      return this.meService.me(staff);
    });
  }

  /** Changes the password of whoever is signed in. Their other sessions end, and this browser gets a new cookie. */
  async change(staff: SignedInStaff, { current, password }: z.output<typeof StaffPassword>, browser: Browser): Promise<void> {
    await this.limit.spend(`staff-password:${staff.id}`, passwordAllowance);
    const { passwordHash: stored } = await this.tenancy.withSchool(staff.schoolId, () =>
      this.staffMembers.findOneByOrFail({ id: staff.id }),
    );
    if (!(await this.passwords.fits(current, stored)))
      throw new Refusal('wrong_credentials', 'The current password is wrong.', { field: 'current' });
    const passwordHash = await this.passwords.hash(password);
    await this.tenancy.withSchool(staff.schoolId, () => this.#store(staff.id, passwordHash, browser));
  }

  async #store(staffId: string, passwordHash: string, browser: Browser): Promise<void> {
    await this.staffMembers.update({ id: staffId }, { passwordHash });
    await this.credentials.revokeStaff(staffId);
    await this.signIns.open('staff', staffId, browser);
  }

  async #record(email: string): Promise<void> {
    const place = await this.lookups.staffByEmail(email);
    if (!place) return;
    await this.tenancy.withSchool(place.schoolId, () =>
      this.events.record({
        type: 'staff.password_link_requested',
        contactId: null,
        occurredAt: this.clocks.wall(),
        data: { staffId: place.id },
      }),
    );
  }
}

const unusable = (): Refusal =>
  new Refusal('link_unusable', 'This link was already used, has expired or was replaced by a newer password. Request a new one.');
