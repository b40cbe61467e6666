import { column, defineQuery } from '@perennial/db';
import { needsAttention } from '../../automation/runs/needs-attention.js';

/** What needs attention, for people in real time and runs without a person, as in the lists that the numbers link to. */
export const openProblems = defineQuery<[role: string]>()({
  prepared: true,
  columns: {
    parkedRuns: column.integer,
    stuckWorkflows: column.integer,
    failedCertificates: column.integer,
    failedPayments: column.integer,
    membershipProblems: column.integer,
    approvals: column.integer,
  },
  sql: `select (select count(*)::int from automation_run r left join contact c on c.id = r.contact_id
            where ${needsAttention} and c.clock_id is null) as parked_runs,
          (select count(*)::int from stuck_workflow) as stuck_workflows,
          (select count(*)::int from certificate t join contact c on c.id = t.contact_id and c.clock_id is null
            where t.state = 'failed' and t.revoked_at is null) as failed_certificates,
          (select count(distinct contact_id)::int from membership where state in ('grace', 'suspended'))
            - (select count(distinct m.contact_id)::int from contact c join membership m on m.contact_id = c.id
                where c.clock_id is not null and m.state in ('grace', 'suspended')) as failed_payments,
          (select count(*)::int from membership m join contact c on c.id = m.contact_id and c.clock_id is null
            where m.problem in ('request', 'paid_after_end')) as membership_problems,
          (select count(*)::int from approval p left join contact c on c.id = p.contact_id
            where p.answer is null and p.closed_at is null and c.clock_id is null
              and ($1 = 'owner' or p.role in ('everyone', $1))) as approvals`,
});

/** What happened since an instant. Revenue is in the one currency. */
export const activitySince = defineQuery<[since: string, currency: string]>()({
  prepared: true,
  columns: {
    newMembers: column.integer,
    revenueAmount: column.float,
    lessonsCompleted: column.integer,
    mailsSent: column.integer,
  },
  sql: `select count(*) filter (where e.type = 'membership.purchased')::int as new_members,
          coalesce(sum((e.data->>'amount')::bigint)
            filter (where e.type = 'payment.succeeded' and e.data->>'currency' = $2), 0)::float8 as revenue_amount,
          count(*) filter (where e.type = 'lesson.completed')::int as lessons_completed,
          (select count(*)::int from email_message m join contact c on c.id = m.contact_id
            where m.sent_at >= $1 and c.clock_id is null) as mails_sent
     from event e join contact c on c.id = e.contact_id and c.clock_id is null
    where e.type in ('membership.purchased', 'payment.succeeded', 'lesson.completed')
      and e.id >= uuid_floor($1) and e.occurred_at >= $1`,
});
