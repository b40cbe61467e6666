import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import type { MemberHome, PlayerCourse } from './learning.schemas.js';

/** Closed courses, and how they open again. In the open scope. */
@Injectable()
export class WaysIn {
  constructor(private readonly tenancy: Tenancy) {}

  /** Memberships of the person that include a course first, then plans on sale that do. */
  to(courseId: string, contactId: string | null): Promise<PlayerCourse['waysIn']> {
    return this.tenancy.rows<PlayerCourse['waysIn'][number]>(
      `select p.title as "planTitle", case when p.status = 'published' then p.slug end as slug, m.id as "membershipId"
         from plan p join plan_item i on i.plan_id = p.id and i.product_id = $1
         left join membership m on m.plan_id = p.id and m.contact_id = $2 and m.state not in ('pending', 'ended', 'abandoned')
        where p.status = 'published' or m.id is not null
        order by m.id is null, p.price_amount, p.id`,
      [courseId, contactId],
    );
  }

  /** Courses that a person took and that are none of these. */
  closedTo(contactId: string, open: readonly string[]): Promise<MemberHome['closedCourses']> {
    return this.tenancy.rows<MemberHome['closedCourses'][number]>(
      `select p.id, p.title, e.progress_percent as "progressPercent",
              to_char(e.completed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "completedAt"
         from enrolment e join product p on p.id = e.course_id
        where e.contact_id = $1 and not (p.id = any($2::uuid[])) and p.status = 'published'
          and (e.completed_at is not null or e.progress_percent > 0 or e.started_at is not null)
        order by e.completed_at desc nulls last, p.title, p.id`,
      [contactId, open],
    );
  }
}
