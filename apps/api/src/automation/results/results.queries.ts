import { column, defineQuery, orNull } from '@perennial/db';

/** Whether a run reached the goal of its version: it ended with it, or continued at the step for that. */
const reached = `(r.cursor->>'ending' = 'goal' or coalesce((r.cursor->>'goalReached')::boolean, false))`;

/** Runs that people in real time entered from $2 on. A repeated journey counts once, as the one that it repeats. */
const entered = `automation_run r left join contact c on c.id = r.contact_id
  where r.automation_id = $1 and r.started_at >= $2 and r.rerun_of is null and c.clock_id is null`;

/** What became of runs, by the day on which they began. */
export const outcomesByDay = defineQuery<[automationId: string, since: Date, timeZone: string]>()({
  columns: {
    day: column.text(),
    entered: column.integer,
    inProgress: column.integer,
    needAttention: column.integer,
    completed: column.integer,
    exited: column.integer,
    reached: column.integer,
  },
  sql: `select (r.started_at at time zone $3)::date::text as day, count(*)::int as entered,
               count(*) filter (where r.state in ('running', 'waiting'))::int as in_progress,
               count(*) filter (where r.state = 'parked')::int as need_attention,
               count(*) filter (where r.state = 'completed')::int as completed,
               count(*) filter (where r.state in ('exited', 'stopped'))::int as exited,
               count(*) filter (where ${reached})::int as reached
          from ${entered} group by 1 order by 1`,
});

/** Payments in a currency by people who reached the goal, within 30 days after they entered. A payment counts once, whatever led to it. */
export const revenueOfReached = defineQuery<[automationId: string, since: Date, currency: string]>()({
  columns: { amount: column.integer },
  sql: `select coalesce(sum(amount), 0)::int as amount from (
          select distinct e.id, (e.data->>'amount')::bigint as amount
            from (select r.contact_id, r.started_at from ${entered} and ${reached}) s
            join event e on e.contact_id = s.contact_id and e.type = 'payment.succeeded' and e.data->>'currency' = $3
             and e.occurred_at >= s.started_at and e.occurred_at < s.started_at + interval '30 days') p`,
});

/** What became of the emails of runs, by step and template. */
export const emailsOfRuns = defineQuery<[automationId: string, since: Date]>()({
  columns: {
    nodeId: column.text(),
    templateId: orNull(column.uuid),
    templateName: orNull(column.text()),
    sent: column.integer,
    failed: column.integer,
    withheld: column.integer,
    unsubscribed: column.integer,
  },
  sql: `select split_part(m.effect_key, ':', 2) as node_id, m.template_id, t.name as template_name,
               count(*) filter (where m.state = 'sent')::int as sent,
               count(*) filter (where m.state = 'failed')::int as failed,
               count(*) filter (where m.state = 'withheld')::int as withheld,
               count(distinct m.contact_id) filter (where m.state = 'sent' and m.category = 'marketing' and exists (
                 select from event e where e.contact_id = m.contact_id and e.type = 'contact.unsubscribed'
                    and e.occurred_at >= m.occurred_at and e.occurred_at < m.occurred_at + interval '3 days'))::int as unsubscribed
          from (select r.id from ${entered}) s join email_message m on m.run_id = s.id
          left join email_template t on t.id = m.template_id
         group by 1, 2, 3 order by min(m.id::text)`,
});
