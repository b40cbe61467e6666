import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asLookup, lookup } from './functions.js';
import { fence, run } from './support.js';

/** Schools with active automations that start on a date or a schedule. */
const datedSchools = lookup(
  'dated_schools()',
  'setof uuid',
  `select distinct a.school_id from public.automation a join public.automation_version v on v.id = a.published_version_id
    where a.state = 'active' and v.trigger_types && array['date.reached', 'schedule.reached']`,
);

const forget = `create function forget_dated_triggers() returns trigger language plpgsql set search_path = pg_catalog, public as $$ begin
    delete from dated_trigger where automation_id = new.id;
    return null;
  end $$`;

/** Triggers that fire on dates and schedules, and how far the people of each time are. */
export class DatedTriggers1795663000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "dated_trigger" ("automation_id" uuid NOT NULL, "node_id" text NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "settings" text NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_dated_trigger" PRIMARY KEY ("automation_id", "node_id"))`,
      `CREATE TABLE "schedule_pass" ("automation_id" uuid NOT NULL, "node_id" text NOT NULL, "slot" text NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "scheduled_for" TIMESTAMP WITH TIME ZONE NOT NULL, "pass_after" uuid, "is_done" boolean NOT NULL DEFAULT false, CONSTRAINT "PK_schedule_pass" PRIMARY KEY ("automation_id", "node_id", "slot"))`,
      ...fence(['dated_trigger', 'schedule_pass']),
      forget,
      `create trigger forget_dated_triggers after update of state on automation for each row when (old.state <> new.state)
         execute function forget_dated_triggers()`,
      'create policy lookup on automation for select to perennial_lookup using (true)',
      'create policy lookup on automation_version for select to perennial_lookup using (true)',
      'grant select on automation, automation_version to perennial_lookup',
      ...asLookup(datedSchools),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function dated_schools()',
      'drop policy lookup on automation_version',
      'drop policy lookup on automation',
      'revoke select on automation, automation_version from perennial_lookup',
      'drop trigger forget_dated_triggers on automation',
      'drop function forget_dated_triggers()',
      'drop table "schedule_pass"',
      'drop table "dated_trigger"',
    ]);
  }
}
