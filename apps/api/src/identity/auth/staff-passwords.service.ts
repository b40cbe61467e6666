import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Staff, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import { Lookups } from '../../platform/database/lookups.js';
import type { Browser } from '../../platform/http/browser.js';
import { hashToken } from '../../platform/http/tokens.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { useStaffToken } from './auth.queries.js';
import type { Me, PasswordReset, StaffLinkRequest, StaffPassword } from './auth.schemas.js';
import { Credentials } from './credentials.js';
import { inFixedTime, linkAllowances, unusableLink } from './link-requests.js';
import { MeService } from './me.service.js';
import { Passwords } from './passwords.js';
import { SignIns } from './sign-ins.js';
import type { SignedInStaff } from './staff.guard.js';

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
    private readonly limiter: RateLimiter,
    private readonly signIns: SignIns,
    private readonly meService: MeService,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  /** Requests an emailed link. The response and its time are the same whether or not the address is known. */
  async requestLink({ email }: StaffLinkRequest, browser: Browser): Promise<void> {
    await this.limiter.spend(`staff-link:${email}`, linkAllowances.address);
    await this.limiter.spend(`staff-link:${browser.ip}`, linkAllowances.caller);
    await inFixedTime(this.#record(email));
  }

  /** Sets a new password with the token of a mailed link, once, and signs this browser in. All other sessions and links end. */
  async reset({ token, password }: PasswordReset, browser: Browser): Promise<Me> {
    await this.limiter.spend(`staff-token:${browser.ip}`, linkAllowances.opened);
    const place = await this.lookups.staffTokenByHash(hashToken(token));
    if (!place) throw unusableLink('newer password');
    const passwordHash = await this.passwords.hash(password);
    return this.tenancy.withSchool(place.schoolId, async () => {
      const used = await this.tenancy.rowOf(useStaffToken, place.id, this.clocks.wall());
      const staff = used && (await this.staffMembers.findOneBy({ id: used.staffId }));
      if (!staff) throw unusableLink('newer password');
      await this.#store(staff.id, passwordHash, browser);
      return this.meService.me(staff);
    });
  }

  /** Changes the password of the signed-in person. Ends their other sessions, and gives this browser a new cookie. */
  async change(staff: SignedInStaff, { current, password }: StaffPassword, browser: Browser): Promise<void> {
    const { passwordHash: stored } = await this.tenancy.withSchool(staff.schoolId, () =>
      this.staffMembers.findOneByOrFail({ id: staff.id }),
    );
    await this.signIns.assertCurrent(`staff-password:${staff.id}`, current, stored);
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
