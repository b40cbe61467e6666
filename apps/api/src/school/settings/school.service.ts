import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, Tenancy } from '@perennial/db';
import { SchoolChange } from '@perennial/domain/school';
import { Clocks, EventLog, LessonReleases } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Me } from '../../identity/auth/auth.schemas.js';
import { MeService } from '../../identity/auth/me.service.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { PicturesService } from '../pictures/pictures.service.js';

@Injectable()
export class SchoolService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly me: MeService,
    private readonly pictures: PicturesService,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
    private readonly releases: LessonReleases,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  /** Changes the school's settings. Plans keep the currency they were made in. */
  async update(staff: SignedInStaff, change: SchoolChange): Promise<Me> {
    await this.pictures.assertThere(staff.schoolId, 'logo', change.logo);
    if (Object.keys(change).length > 0)
      await this.tenancy.withSchool(staff.schoolId, async () => {
        const { timeZone } = await this.schools.findOneByOrFail({ id: staff.schoolId });
        const moved = change.timeZone !== timeZone ? change.timeZone : undefined;
        const update = () => this.schools.update({ id: staff.schoolId }, change);
        await (moved ? this.releases.keepOpen('school', update) : update());
        if (moved)
          await this.events.record({
            type: 'school.time_zone_changed',
            contactId: null,
            occurredAt: this.clocks.wall(),
            data: { timeZone: moved },
          });
      });
    return this.me.me(staff);
  }
}
