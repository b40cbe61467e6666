import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Staff, Tenancy } from '@perennial/db';
import { Repository } from 'typeorm';
import { Lookups } from '../../platform/database/lookups.js';
import type { Browser } from '../../platform/http/browser.js';
import type { Credentials, Me } from './auth.schemas.js';
import { MeService } from './me.service.js';
import { Sessions } from './sessions.js';
import { SignIns } from './sign-ins.js';

const nobody = '00000000-0000-7000-8000-000000000000';

@Injectable()
export class StaffAuthService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookups: Lookups,
    private readonly sessions: Sessions,
    private readonly signIns: SignIns,
    private readonly meService: MeService,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  /** Signs in with address and password; the address determines the school. */
  async signIn({ email, password }: Credentials, browser: Browser): Promise<Me> {
    const staff = await this.signIns.prove(`staff:${email}`, password, browser, 'Check both and try again.', async () => {
      // An unknown address causes the same lookup, so that the response time reveals nothing.
      const place = (await this.lookups.staffByEmail(email)) ?? { id: nobody, schoolId: nobody };
      return this.tenancy.withSchool(place.schoolId, () => this.staffMembers.findOneBy({ id: place.id }));
    });
    // The browser's earlier session may belong to another school, which no scope of this one reaches.
    await this.sessions.close(browser.cookie('perennial_staff'), 'staff');
    await this.tenancy.withSchool(staff.schoolId, () => this.signIns.open('staff', staff.id, browser));
    return this.meService.me(staff);
  }
}
