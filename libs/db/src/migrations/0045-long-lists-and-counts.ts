import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

const indexes: readonly { readonly drop?: string; readonly create: string }[] = [
  {
    drop: 'IDX_dd5bbe4b0033e135880f7df0a7',
    create: 'create index "contact_by_age" on "contact" ("school_id", "created_at", "id")',
  },
  {
    drop: 'automation_run_by_start',
    create: 'create index "automation_run_by_start" on "automation_run" ("automation_id", "school_id", "started_at", "id")',
  },
  { create: 'create index "email_message_of_run" on "email_message" ("run_id") where run_id is not null' },
  {
    create:
      'create index "email_message_by_cause" on "email_message" ("causation_id") where causation_id is not null and run_id is null',
  },
];

/** One statement of this many adds up the rows that it and the statements before it appended. */
const statements = 20;

const countRuns = (afterwards: { readonly declare: string; readonly body: string }) => `
  create or replace function count_runs() returns trigger language plpgsql as $$
    ${afterwards.declare}
    begin
      if tg_op = 'INSERT' then
        insert into run_count (school_id, automation_id, state, count)
        select school_id, automation_id, state, count(*) from written group by 1, 2, 3;
      elsif tg_op = 'DELETE' then
        insert into run_count (school_id, automation_id, state, count)
        select school_id, automation_id, state, -count(*) from replaced group by 1, 2, 3;
      else
        insert into run_count (school_id, automation_id, state, count)
        select school_id, automation_id, state, sum(change) from (
          select school_id, automation_id, state, 1 as change from written
          union all select school_id, automation_id, state, -1 from replaced) changed
         group by 1, 2, 3 having sum(change) <> 0;
      end if;
      ${afterwards.body}
      return null;
    end $$`;

/**
 * The rows that count the runs of an automation stay few however much is written between two rounds of housekeeping: now and then
 * a statement that writes runs adds them up, in its own transaction. It leaves out rows that another transaction is adding up, so
 * writers still never wait for each other.
 *
 * The indexes of long lists have everything that decides which rows are skipped: the order and the school. The emails of a run and of an
 * event are found without reading all emails.
 */
export class LongListsAndCounts1795645000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...indexes.flatMap(({ drop, create }) => [...(drop ? [`drop index "${drop}"`] : []), create]),
      `create function add_up_run_counts(p_automation uuid) returns void language sql volatile as $$
        with kept as (
          select id from run_count where automation_id = p_automation for update skip locked
        ), taken as (
          delete from run_count c using kept where c.id = kept.id returning c.school_id, c.state, c.count
        )
        insert into run_count (school_id, automation_id, state, count)
        select school_id, p_automation, state, sum(count) from taken group by 1, 2, 3 having sum(count) <> 0 $$`,
      countRuns({
        declare: 'declare automation uuid;',
        body: `if random() < 1.0 / ${statements} then
          if tg_op = 'DELETE' then
            for automation in select distinct automation_id from replaced loop perform add_up_run_counts(automation); end loop;
          else
            for automation in select distinct automation_id from written loop perform add_up_run_counts(automation); end loop;
          end if;
        end if;`,
      }),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      countRuns({ declare: '', body: '' }),
      'drop function add_up_run_counts(uuid)',
      'drop index "email_message_by_cause"',
      'drop index "email_message_of_run"',
      'drop index "automation_run_by_start"',
      'create index "automation_run_by_start" on "automation_run" ("automation_id", "started_at", "id")',
      'drop index "contact_by_age"',
      'create index "IDX_dd5bbe4b0033e135880f7df0a7" on "contact" ("school_id", "created_at")',
    ]);
  }
}
