import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

const functions = [
  `create function increment_trigger_generation() returns trigger language plpgsql set search_path = pg_catalog, public as $$ begin
    insert into trigger_generation (school_id, generation) values (coalesce(new.school_id, old.school_id), 1)
    on conflict (school_id) do update set generation = trigger_generation.generation + 1;
    return null;
  end $$`,
  `create function increment_trigger_generation_of_school() returns trigger language plpgsql set search_path = pg_catalog, public as $$ begin
    insert into trigger_generation (school_id, generation) values (new.id, 1)
    on conflict (school_id) do update set generation = trigger_generation.generation + 1;
    return null;
  end $$`,
  `create trigger increment_trigger_generation after insert or delete or update of state, published_version_id on automation
    for each row execute function increment_trigger_generation()`,
  `create trigger increment_trigger_generation after update of time_zone on school
    for each row when (old.time_zone is distinct from new.time_zone) execute function increment_trigger_generation_of_school()`,
];

/** Relays remember the triggers of a school, and start the runs of many events with one dispatch. */
export class SharedDispatches1795627000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "automation_run" ADD "dispatch_id" uuid',
      'CREATE INDEX "runs_of_dispatch" ON "automation_run" ("dispatch_id") WHERE dispatch_id IS NOT NULL',
      `CREATE TABLE "trigger_generation" ("school_id" uuid NOT NULL DEFAULT app_school(), "generation" integer NOT NULL,
        CONSTRAINT "trigger_generation_pkey" PRIMARY KEY ("school_id"))`,
      ...fence(['trigger_generation']),
      'create policy relay on trigger_generation for select to perennial_relay using (true)',
      ...functions,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop trigger increment_trigger_generation on automation',
      'drop trigger increment_trigger_generation on school',
      'drop function increment_trigger_generation()',
      'drop function increment_trigger_generation_of_school()',
      'DROP TABLE "trigger_generation"',
      'ALTER TABLE "automation_run" DROP COLUMN "dispatch_id"',
    ]);
  }
}
