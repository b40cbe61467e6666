import { column, defineQuery, orNull } from '@perennial/db';
import type { MembershipProblemView } from './memberships.schemas.js';

/** Memberships that need attention, oldest problem first. */
export const membershipProblems = defineQuery<[test: boolean, limit: number]>()({
  columns: {
    id: column.uuid,
    problem: column.text<MembershipProblemView['problem']>(),
    detail: orNull(column.text()),
    since: column.timestamp,
    planTitle: column.text(),
    contact: column.json<MembershipProblemView['contact']>(),
  },
  sql: `select m.id, m.problem, m.problem_detail as detail, m.problem_since as since, p.title as plan_title,
               jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email) as contact
          from membership m join plan p on p.id = m.plan_id join contact c on c.id = m.contact_id
         where m.problem in ('request', 'paid_after_end') and (c.clock_id is not null) = $1
         order by m.problem_since, m.id limit $2`,
});
