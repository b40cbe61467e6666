import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run, unfenced } from './support.js';

const trigger = (event: string, tables: string) =>
  `create trigger count_runs_${event} after ${event} on automation_run referencing ${tables}
     for each statement execute function count_runs()`;

/**
 * How many runs of an automation are in each state, without reading the runs. Each statement that writes runs appends what it changed, in its
 * own transaction: writers never wait for each other, as they would for one row with a total. The sum is the count; housekeeping adds the rows up.
 */
export class CountsOfRuns1795637000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "run_count" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "automation_id" uuid NOT NULL, "state" text NOT NULL, "count" integer NOT NULL, CONSTRAINT "PK_run_count" PRIMARY KEY ("id"))`,
      `CREATE INDEX "run_count_of_automation" ON "run_count" ("automation_id")`,
      `CREATE INDEX "membership_with_problem" ON "membership" ("school_id", "problem") WHERE problem IS NOT NULL`,
      ...unfenced(
        ['automation_run'],
        [
          `insert into run_count (school_id, automation_id, state, count)
           select school_id, automation_id, state, count(*) from automation_run group by 1, 2, 3`,
        ],
      ),
      `create function count_runs() returns trigger language plpgsql as $$
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
          return null;
        end $$`,
      trigger('insert', 'new table as written'),
      trigger('update', 'old table as replaced new table as written'),
      trigger('delete', 'old table as replaced'),
      ...fence(['run_count']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...['insert', 'update', 'delete'].map((event) => `drop trigger count_runs_${event} on automation_run`),
      'drop function count_runs()',
      'DROP INDEX "membership_with_problem"',
      'DROP TABLE "run_count"',
    ]);
  }
}
