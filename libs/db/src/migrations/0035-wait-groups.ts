import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Runs that entered together wait in a group with one timer. */
export class WaitGroups1795635000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "automation_run" ADD "grouped" boolean NOT NULL DEFAULT false',
      'ALTER TABLE "wait" ADD "group_key" text',
      'CREATE INDEX "waits_of_group" ON "wait" ("group_key", "due_at", "owner_id") WHERE group_key IS NOT NULL',
      'CREATE INDEX "grouped_runs" ON "automation_run" ("automation_id", "started_at") WHERE grouped',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "wait" DROP COLUMN "group_key"', 'ALTER TABLE "automation_run" DROP COLUMN "grouped"']);
  }
}
