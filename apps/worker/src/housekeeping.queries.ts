import { column, defineQuery } from '@perennial/db';

/** Retention of non-entries, in days. */
const nonEntryDays = 30;
/** Retention of the rows of imported files, in days. */
const importDays = 30;
/** Retention of responses under an Idempotency-Key, in hours. */
const idempotencyHours = 48;

/** Retention of deliveries of webhooks, which contain personal data, in days. */
const deliveryDays = 7;

/** Creates the partitions of `event` for the coming months. */
export const createPartitions = defineQuery<[months: number]>()({
  columns: { created: column.integer },
  sql: 'select ensure_event_partitions($1) as created',
});

/** Removes expired rate limit counters. Needs no school in scope. */
export const removeRateLimits = defineQuery()({ columns: {}, sql: 'delete from rate_limit where resets_at < now()' });

const oldImports = `select id from contact_import where created_at < now() - make_interval(days => ${importDays})`;

/** Removes expired rows of a school, in this order. In its scope. */
export const removals = {
  nonEntries: defineQuery()({
    columns: {},
    sql: `delete from non_entry where created_at < now() - make_interval(days => ${nonEntryDays})`,
  }),
  requests: defineQuery()({
    columns: {},
    sql: `delete from idempotent_request where created_at < now() - make_interval(hours => ${idempotencyHours})`,
  }),
  importRows: defineQuery()({ columns: {}, sql: `delete from contact_import_row where import_id in (${oldImports})` }),
  imports: defineQuery()({ columns: {}, sql: `delete from contact_import where id in (${oldImports})` }),
  deliveries: defineQuery()({
    columns: {},
    sql: `delete from webhook_delivery where created_at < now() - make_interval(days => ${deliveryDays})`,
  }),
  receipts: defineQuery()({ columns: {}, sql: 'delete from webhook_receipt where expires_at < now()' }),
  sessions: defineQuery()({ columns: {}, sql: 'delete from session where expires_at < now()' }),
  memberLinks: defineQuery()({ columns: {}, sql: 'delete from sign_in_token where expires_at < now()' }),
  staffLinks: defineQuery()({ columns: {}, sql: 'delete from staff_token where expires_at < now()' }),
} as const;

/** Adds up the counts of runs that many statements appended. In the scope of a school. */
export const addUpRunCounts = defineQuery()({
  columns: {},
  sql: `select from (select automation_id from run_count group by 1 having count(*) > count(distinct state) or bool_or(count = 0)) several,
               lateral add_up_run_counts(several.automation_id)`,
});

/** A week of hours, and the one that is in progress. */
const passageHours = 7 * 24 + 1;

/**
 * Adds up how many people passed steps: by hour for a week, and in one row before that. In the scope of a school. Another worker that does the
 * same finds the rows removed.
 */
export const addUpPassages = defineQuery()({
  columns: {},
  sql: `with placed as (
          select id, automation_id, node_id, port,
                 case when hour < date_trunc('hour', now()) - make_interval(hours => ${passageHours}) then '-infinity'::timestamptz else hour end as kept, hour
            from passage
        ), several as (
          select automation_id, node_id, port, kept from placed where kept < date_trunc('hour', now())
           group by 1, 2, 3, 4 having count(*) > 1 or bool_or(hour <> kept)
        ), removed as (
          delete from passage p using placed d join several s using (automation_id, node_id, port, kept)
           where p.id = d.id returning d.automation_id, d.node_id, d.port, d.kept, p.people
        )
        insert into passage (automation_id, node_id, port, hour, people)
        select automation_id, node_id, port, kept, sum(people) from removed group by 1, 2, 3, 4`,
});
