import { Injectable } from '@nestjs/common';
import { School, Tenancy } from '@perennial/db';
import type { z } from 'zod';
import type { Me } from '../auth/auth.schemas.js';
import { MeService } from '../auth/me.service.js';
import type { SignedInStaff } from '../auth/staff.guard.js';
import { PicturesService } from '../pictures/pictures.service.js';
import type { SchoolChange } from './school.schemas.js';

@Injectable()
export class SchoolService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly me: MeService,
    private readonly pictures: PicturesService,
  ) {}

  /** Changes the school's settings. Plans keep the currency they were made in. */
  async update(staff: SignedInStaff, change: z.output<typeof SchoolChange>): Promise<Me> {
    await this.pictures.assertThere(staff.schoolId, 'logo', change.logo);
    if (Object.keys(change).length > 0)
      await this.tenancy.withSchool(staff.schoolId, () => this.tenancy.repo(School).update({ id: staff.schoolId }, change));
    return this.me.me(staff);
  }
}
