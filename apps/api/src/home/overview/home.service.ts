import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, Tenancy } from '@perennial/db';
import { atLocalTime } from '@perennial/domain/calendar';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { TimelineService } from '../../people/timeline/timeline.service.js';
import { TimelineRows } from '../../people/timeline/timeline-rows.js';
import type { Home } from './home.schemas.js';

/** The first screen: what needs somebody, and how the day goes. */
@Injectable()
export class HomeService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly rows: TimelineRows,
    private readonly timeline: TimelineService,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  home(schoolId: string): Promise<Home> {
    return this.tenancy.withSchool(schoolId, async () => {
      const school = await this.schools.findOneByOrFail({ id: schoolId });
      const midnight = atLocalTime(this.clocks.wall().toISOString(), school.timeZone, '00:00');
      return {
        needsYou: await this.#needsYou(),
        today: { currency: school.currency, ...(await this.#since(midnight, school.currency)) },
        lately: await this.timeline.entries(await this.rows.latest(20)),
      };
    });
  }

  /** People on the wall, and journeys that are nobody's: the same that the lists behind the numbers show. */
  async #needsYou(): Promise<Home['needsYou']> {
    const row = await this.tenancy.row<Home['needsYou']>(
      `select (select count(*)::int from automation_run r left join contact c on c.id = r.contact_id
                where r.state = 'parked' and c.clock_id is null) as "parkedRuns",
              (select count(*)::int from stuck_workflow) as "stuckWorkflows",
              (select count(*)::int from certificate t join contact c on c.id = t.contact_id and c.clock_id is null
                where t.state = 'failed' and t.revoked_at is null) as "failedCertificates",
              (select count(distinct m.contact_id)::int from membership m join contact c on c.id = m.contact_id and c.clock_id is null
                where m.state in ('grace', 'suspended')) as "failedPayments",
              (select count(*)::int from membership m join contact c on c.id = m.contact_id and c.clock_id is null
                where m.problem in ('request', 'paid_after_end')) as "membershipProblems"`,
    );
    return row ?? { parkedRuns: 0, stuckWorkflows: 0, failedCertificates: 0, failedPayments: 0, membershipProblems: 0 };
  }

  /** Counts people on the wall only: what a test clock plays is no business. Revenue is in the school's currency. */
  async #since(midnight: string, currency: string): Promise<Omit<Home['today'], 'currency'>> {
    const row = await this.tenancy.row<Omit<Home['today'], 'currency'>>(
      `select count(*) filter (where e.type = 'membership.purchased')::int as "newMembers",
              coalesce(sum((e.data->>'amount')::bigint)
                filter (where e.type = 'payment.succeeded' and e.data->>'currency' = $2), 0)::float8 as "revenueAmount",
              count(*) filter (where e.type = 'lesson.completed')::int as "lessonsCompleted",
              (select count(*)::int from email_message m join contact c on c.id = m.contact_id
                where m.sent_at >= $1 and c.clock_id is null) as "mailsSent"
         from event e join contact c on c.id = e.contact_id and c.clock_id is null
        where e.type in ('membership.purchased', 'payment.succeeded', 'lesson.completed')
          and e.id >= uuid_floor($1) and e.occurred_at >= $1`,
      [midnight, currency],
    );
    return row ?? { newMembers: 0, revenueAmount: 0, mailsSent: 0, lessonsCompleted: 0 };
  }
}
