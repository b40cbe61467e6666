import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, Tenancy } from '@perennial/db';
import { atLocalTime } from '@perennial/domain/calendar';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { TimelineService } from '../../people/timeline/timeline.service.js';
import { TimelineRows } from '../../people/timeline/timeline-rows.js';
import { activitySince, openProblems } from './home.queries.js';
import type { Home } from './home.schemas.js';

/** Data of the first screen: what needs attention, and today's numbers. */
@Injectable()
export class HomeService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly rows: TimelineRows,
    private readonly timeline: TimelineService,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  home({ schoolId, role }: SignedInStaff): Promise<Home> {
    return this.tenancy.withSchool(schoolId, async () => {
      const school = await this.schools.findOneByOrFail({ id: schoolId });
      const midnight = atLocalTime(this.clocks.wall().toISOString(), school.timeZone, '00:00');
      return {
        needsYou: await this.#needsYou(role),
        today: { currency: school.currency, ...(await this.#since(midnight, school.currency)) },
        lately: await this.timeline.entries(await this.rows.latest(20)),
      };
    });
  }

  /** People in real time, and runs without a person, as in the lists that the numbers link to. */
  async #needsYou(role: SignedInStaff['role']): Promise<Home['needsYou']> {
    const row = await this.tenancy.rowOf(openProblems, role);
    const none = {
      parkedRuns: 0,
      stuckWorkflows: 0,
      failedCertificates: 0,
      failedPayments: 0,
      membershipProblems: 0,
      approvals: 0,
    };
    return row ?? none;
  }

  /** Counts only people in real time, because activity on test clocks is not real. Revenue is in the school's currency. */
  async #since(midnight: string, currency: string): Promise<Omit<Home['today'], 'currency'>> {
    const row = await this.tenancy.rowOf(activitySince, midnight, currency);
    return row ?? { newMembers: 0, revenueAmount: 0, mailsSent: 0, lessonsCompleted: 0 };
  }
}
